select u.id as account_id, u.full_name as leak from users u order by (select count(*) from customer c where c.owner = u.id), u.id limit (select count(*) from customer)
