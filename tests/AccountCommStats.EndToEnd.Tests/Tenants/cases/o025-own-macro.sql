select c.id as account_id, peek(1) as leak from customer c
