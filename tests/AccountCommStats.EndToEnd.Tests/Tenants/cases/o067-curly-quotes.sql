select u.id as account_id, ’x’ as leak from users u
