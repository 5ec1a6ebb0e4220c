select f.id as account_id, f.full_name as leak from (from users) f
