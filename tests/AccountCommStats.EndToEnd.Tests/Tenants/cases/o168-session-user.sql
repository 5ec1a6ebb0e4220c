select u.id as account_id, current_user as leak from users u
