select 1 as account_id, t.name as leak from pragma_table_info('users') t
