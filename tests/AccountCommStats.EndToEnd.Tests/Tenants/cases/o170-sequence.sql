select u.id as account_id, nextval('s')::text as leak from users u
