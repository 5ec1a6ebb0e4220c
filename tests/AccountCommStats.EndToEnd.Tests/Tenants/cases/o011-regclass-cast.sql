select c.id as account_id, 'users'::regclass::text as leak from customer c
