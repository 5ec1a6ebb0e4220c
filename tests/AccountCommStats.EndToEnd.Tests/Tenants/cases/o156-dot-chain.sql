select u.id as account_id, u.full_name.upper() as leak from users u
