select u.id as account_id, cast(u.full_name is not null and u.id is distinct from 1 and (u.id > 1) is true as text) as leak from users u
