select u.id as account_id, u.full_name as leak from users u where u.id >--= 5
1
