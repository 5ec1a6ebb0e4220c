select u.id as account_id, u.full_name as leak from users u where u.id > -@organization_id and u.id<>@organization_id-2
