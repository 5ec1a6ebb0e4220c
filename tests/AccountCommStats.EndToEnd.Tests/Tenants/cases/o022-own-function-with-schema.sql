select c.id as account_id, public.peek() as leak from customer c
