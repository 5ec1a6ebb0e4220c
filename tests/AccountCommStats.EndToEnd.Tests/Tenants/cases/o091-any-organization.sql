select u.id as account_id, u.full_name as leak from users u where u.organization_id = any (array[1, 2, 3])
