select u.id as account_id, u.full_name as leak from (select id, full_name from users for update) u
