select u.id as account_id, random()::text as leak from users u
