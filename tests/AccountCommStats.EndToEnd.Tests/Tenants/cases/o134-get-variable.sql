select c.id as account_id, getvariable('x') as leak from customer c
