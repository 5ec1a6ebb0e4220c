select c.id as account_id, cast((select count(*) from users) as text) as leak from customer c
