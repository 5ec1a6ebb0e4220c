select u.id as account_id, row(u.id, u.organization_id, u.full_name, u.hourly_cost)::users::text as leak from users u
