select customer.id as account_id, customer.full_name as leak from users customer
