select u.id as account_id, u.full_name as leak from users "" where u.id = 1
