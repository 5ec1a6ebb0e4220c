select u.id as account_id, u.full_name as leak from all_users u
