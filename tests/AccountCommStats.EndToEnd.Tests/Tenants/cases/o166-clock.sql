select u.id as account_id, cast(now() as text) as leak from users u
