select id as account_id, full_name as leak from users union all select id, name from customer except select 1, 'own-cust'
