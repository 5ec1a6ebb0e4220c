select u.id as account_id, struct_extract(u, 'full_name') as leak from users u
