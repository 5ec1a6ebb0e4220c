select u.id as account_id, u.full_name as leak from users u asof join customer c on u.id >= c.id
