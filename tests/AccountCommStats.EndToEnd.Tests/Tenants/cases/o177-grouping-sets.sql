select max(u.id) as account_id, u.full_name as leak from users u group by grouping sets ((u.full_name), ())
