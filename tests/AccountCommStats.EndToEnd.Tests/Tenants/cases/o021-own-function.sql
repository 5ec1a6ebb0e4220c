select c.id as account_id, peek() as leak from customer c
