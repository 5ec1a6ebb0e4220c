select c.id as account_id, (with users as (select 'x' as full_name) select max(full_name) from users) as leak from customer c
