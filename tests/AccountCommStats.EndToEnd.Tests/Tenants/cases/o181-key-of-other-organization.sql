select u.id as account_id, u.full_name as leak from users u where u.id = 901 or u.id between @first_key and @last_key
