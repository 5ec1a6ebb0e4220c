select users.id as account_id, (select max(users.name) from customer users) as leak from users
