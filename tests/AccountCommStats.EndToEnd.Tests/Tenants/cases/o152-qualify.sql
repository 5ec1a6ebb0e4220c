select u.id as account_id, u.full_name as leak from users u qualify row_number() over (order by u.id) = 1
