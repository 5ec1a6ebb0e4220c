select c.id as account_id, /* too late */
-- function: public.peek reads users
public.peek('x') as leak from customer c
