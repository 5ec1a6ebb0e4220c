select 1 as account_id, t.table_name as leak from duckdb_tables() t
