with a as materialized (select id, full_name from users), b as not materialized (select id, full_name from a) select id as account_id, full_name as leak from b
