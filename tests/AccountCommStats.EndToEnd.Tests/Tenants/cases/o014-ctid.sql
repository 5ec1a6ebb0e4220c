select u.id as account_id, u.ctid as leak from users u
