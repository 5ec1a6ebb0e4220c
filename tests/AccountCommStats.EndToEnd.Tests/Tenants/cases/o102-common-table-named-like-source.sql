with users as (select id, full_name from users) select id as account_id, full_name as leak from users
