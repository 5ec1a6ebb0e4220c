select u.id as account_id, {'a': u.full_name}::text as leak from users u
