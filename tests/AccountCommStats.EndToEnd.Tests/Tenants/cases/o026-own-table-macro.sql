select a.id as account_id, a.full_name as leak from all_of() a
