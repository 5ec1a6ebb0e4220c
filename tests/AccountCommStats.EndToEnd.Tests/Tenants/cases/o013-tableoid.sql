select u.id as account_id, u.tableoid as leak from users u
