select q.id as account_id, q.full_name as leak from query('select * from main.users') q
