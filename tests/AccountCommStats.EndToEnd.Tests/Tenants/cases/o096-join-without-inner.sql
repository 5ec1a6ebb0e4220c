select u.id as account_id, u.full_name as leak from (select 1 as one) one cross join users u
