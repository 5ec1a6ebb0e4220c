select t.id as account_id, cast(t as text) as leak from (select t from users t) x(t) join users t on true
