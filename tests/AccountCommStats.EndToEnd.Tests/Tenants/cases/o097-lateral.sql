select c.id as account_id, x.full_name as leak from customer c cross join lateral (select u.full_name from users u where u.id = c.owner) x
