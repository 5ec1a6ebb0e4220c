select u.id as account_id, concat_ws(',', variadic array[u.full_name]) as leak from users u
