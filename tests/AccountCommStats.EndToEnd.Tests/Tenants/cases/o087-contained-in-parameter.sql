select u.id as account_id, u.full_name as leak from users u where array[u.organization_id]<@array[@organization_id]
