with recursive users as (select 1::bigint as id, cast('x' as text) as full_name union all select id + 1, full_name from users where id < 3) select id as account_id, full_name as leak from users
