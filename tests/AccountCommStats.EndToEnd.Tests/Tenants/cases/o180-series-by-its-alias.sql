select g as account_id, cast((select count(*) from users u where u.id >= g) as text) as leak from generate_series(1, 2) g
