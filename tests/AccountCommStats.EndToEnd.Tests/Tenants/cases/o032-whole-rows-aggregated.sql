select max(c.id) as account_id, count(c) || ' ' || count(c.*) as leak from customer c
