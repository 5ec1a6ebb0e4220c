select u.id as account_id, 'a'
'b' as leak from users u
