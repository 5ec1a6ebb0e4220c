select c.id as account_id, x.full_name as leak from customer c left join lateral (select u.full_name from users u where u.id = c.owner and u.organization_id <> 1) x on true
