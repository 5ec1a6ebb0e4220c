(select u.id as account_id, u.organization_id::text as leak from users u) intersect all (select e.id, '2' from email_prop e union select 1, '1')
