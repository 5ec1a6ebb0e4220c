select max(u.id) as account_id, percentile_disc(0.5) within group (order by u.full_name) as leak from users u
