select u.id as account_id, cast(@as_of - interval '1' day < @as_of - interval '1 hour' as text) as leak from users u
