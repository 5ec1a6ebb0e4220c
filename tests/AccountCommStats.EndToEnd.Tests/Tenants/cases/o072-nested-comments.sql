select u.id as account_id, /* /* */ (select max(full_name) from archive.users) || -- */ '' ||
*/ u.full_name as leak from users u
