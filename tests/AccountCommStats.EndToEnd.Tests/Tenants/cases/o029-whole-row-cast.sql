select u.id as account_id, u::text as leak from users u
