select id as account_id, full_name as leak from users natural full join (select 2::bigint as organization_id) o
