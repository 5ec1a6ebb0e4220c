select p.id as account_id, 'x' as leak from users pivot (count(*) for full_name in ('a')) p
