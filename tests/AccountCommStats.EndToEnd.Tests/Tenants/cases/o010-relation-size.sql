select c.id as account_id, pg_relation_size('users')::text as leak from customer c
