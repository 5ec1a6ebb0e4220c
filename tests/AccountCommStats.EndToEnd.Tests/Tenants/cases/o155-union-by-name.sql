select id as account_id, full_name as leak from users union by name select 1 as account_id, 'x' as leak
