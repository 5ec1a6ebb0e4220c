select (u.id) as account_id, ((u.full_name)) as leak from (users u cross join (select 1 as one) o) where ((u.id) in ((1), (11)))
