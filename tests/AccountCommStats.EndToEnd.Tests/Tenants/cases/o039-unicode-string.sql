select u.id as account_id, U&'\0078' as leak from users u
