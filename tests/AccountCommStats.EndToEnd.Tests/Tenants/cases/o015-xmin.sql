select u.id as account_id, xmin as leak from users u
