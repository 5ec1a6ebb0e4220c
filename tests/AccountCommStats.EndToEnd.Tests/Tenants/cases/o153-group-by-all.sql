select u.id as account_id, max(u.full_name) as leak from users u group by all
