select é.id as account_id, É.full_name as leak from users É cross join customer é
