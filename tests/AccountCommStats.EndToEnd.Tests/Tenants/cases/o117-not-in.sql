select c.id as account_id, c.name as leak from customer c where c.id not in (select u.id from users u where u.full_name like 'FOREIGN%')
