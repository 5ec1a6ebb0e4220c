select u.id as account_id, cast('now'::timestamptz as text) as leak from users u
