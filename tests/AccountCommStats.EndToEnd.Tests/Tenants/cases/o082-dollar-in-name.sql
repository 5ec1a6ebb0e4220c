select u.id as account_id, a$b$ as leak from (select id, full_name as a$b$ from users) u
