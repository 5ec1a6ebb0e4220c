select u.id as account_id, u.full_name as leak from users u semi join customer c on c.owner = u.id
