select u.id as account_id, u.full_name as leak from users u where not exists (select 1 from users x where x.organization_id <> @organization_id)
