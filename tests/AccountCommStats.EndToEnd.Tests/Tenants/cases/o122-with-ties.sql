select u.id as account_id, u.full_name as leak from users u order by u.id fetch first 1 row with ties
