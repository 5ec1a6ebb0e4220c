from users u select u.id as account_id, u.full_name as leak
