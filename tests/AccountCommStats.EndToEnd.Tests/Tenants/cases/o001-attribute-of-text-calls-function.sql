select c.id as account_id, (('select to_tsvector(full_name) from users')::text).ts_stat::text as leak from customer c
