select 1 as account_id, q.full_name as leak from ('users').query_table() q
