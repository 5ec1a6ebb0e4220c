select u.id as account_id, '\'' || (select string_agg(full_name, $$,$$) from public.users) || '' -- '
as leak from users u
