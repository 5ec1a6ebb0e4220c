select 1::bigint as account_id, g.ts_stat::text as leak from unnest(array['select to_tsvector(full_name) from users']) g
