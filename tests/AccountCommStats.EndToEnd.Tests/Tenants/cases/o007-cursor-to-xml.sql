select c.id as account_id, cursor_to_xml('c', 10, true, false, '')::text as leak from customer c
