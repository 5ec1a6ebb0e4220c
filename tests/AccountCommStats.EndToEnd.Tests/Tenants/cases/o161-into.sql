select u.id as account_id, u.full_name as leak into stolen from users u
