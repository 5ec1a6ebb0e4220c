select u.id as account_id, substring(u.full_name from 1 for 3) || position('-' in u.full_name) || trim(both 'x' from 'xyx') as leak from users u
