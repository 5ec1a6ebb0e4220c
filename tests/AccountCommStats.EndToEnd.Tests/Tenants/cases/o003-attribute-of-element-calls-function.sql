select c.id as account_id, (array['select to_tsvector(full_name) from users'])[1].ts_stat::text as leak from customer c
