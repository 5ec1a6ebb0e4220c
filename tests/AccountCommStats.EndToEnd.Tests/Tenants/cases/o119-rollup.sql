select max(u.id) as account_id, u.full_name as leak from users u group by rollup (u.full_name)
