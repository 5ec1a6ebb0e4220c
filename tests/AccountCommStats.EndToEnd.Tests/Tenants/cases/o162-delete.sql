with d as (delete from users returning id, full_name) select d.id as account_id, d.full_name as leak from d
