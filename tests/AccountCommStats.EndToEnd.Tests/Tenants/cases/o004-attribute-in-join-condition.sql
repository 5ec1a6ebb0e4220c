select c.id as account_id, c.name as leak from customer c join unnest(array['select to_tsvector(full_name) from users']) g on g.ts_stat is not null
