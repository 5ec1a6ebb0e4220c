select c.id as account_id, (c.name).peek as leak from customer c
