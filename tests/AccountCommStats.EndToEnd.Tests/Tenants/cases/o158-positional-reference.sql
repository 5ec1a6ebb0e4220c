select u.id as account_id, #2 as leak from users u
