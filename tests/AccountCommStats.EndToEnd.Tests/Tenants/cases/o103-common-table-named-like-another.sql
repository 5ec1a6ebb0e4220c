with customer as (select id, full_name as name from users), users as (select id, name as full_name from customer) select id as account_id, full_name as leak from users
