select u.id as account_id, [x for x in [1, 2]]::text as leak from users u
