select 1 as account_id, s.tablename as leak from pg_stats s
