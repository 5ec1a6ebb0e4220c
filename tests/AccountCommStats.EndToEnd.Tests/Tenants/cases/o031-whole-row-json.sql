select u.id as account_id, to_json(u)::text as leak from users u
