select c.id as account_id, p as leak from customer c cross join lateral peek() p
