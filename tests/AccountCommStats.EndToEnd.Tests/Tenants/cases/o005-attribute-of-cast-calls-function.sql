select c.id as account_id, cast('select to_tsvector(full_name) from users' as text).ts_stat::text as leak from customer c
