select 1 as account_id, d.column_name as leak from (describe users) d
