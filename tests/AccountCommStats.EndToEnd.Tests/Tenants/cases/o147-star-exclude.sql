select * exclude (organization_id) from users
