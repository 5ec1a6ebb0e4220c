select c.id as account_id, current_setting('search_path') as leak from customer c
