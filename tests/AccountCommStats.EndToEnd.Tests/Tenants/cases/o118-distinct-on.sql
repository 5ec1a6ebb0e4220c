select distinct on (u.organization_id) u.id as account_id, u.full_name as leak from users u order by u.organization_id, u.id
