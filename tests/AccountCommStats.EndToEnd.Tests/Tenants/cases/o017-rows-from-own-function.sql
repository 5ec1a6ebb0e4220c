select 1 as account_id, p as leak from rows from (peek()) as p
