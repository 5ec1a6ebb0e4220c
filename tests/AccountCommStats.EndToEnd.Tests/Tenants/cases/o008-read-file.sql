select c.id as account_id, pg_read_file('PG_VERSION') as leak from customer c
