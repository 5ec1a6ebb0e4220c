select u.id as account_id, (select max("U".full_name) from users "U" where "U".id = u.id) as leak from users u
