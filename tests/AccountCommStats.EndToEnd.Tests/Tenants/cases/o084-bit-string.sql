select u.id as account_id, b'1'::text as leak from users u
