select u.id as account_id, list_transform(array[u.full_name], lambda x: x)::text as leak from users u
