select min(u.id) as account_id, mode() within group (order by u.full_name) as leak from users u
