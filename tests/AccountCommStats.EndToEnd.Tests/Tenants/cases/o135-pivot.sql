select p.id as account_id, 'x' as leak from (pivot users on full_name using count(*)) p
