select c.id as account_id, regclass 'users' as leak from customer c
