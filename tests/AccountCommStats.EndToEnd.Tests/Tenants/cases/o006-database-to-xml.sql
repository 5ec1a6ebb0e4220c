select c.id as account_id, database_to_xml(true, false, '')::text as leak from customer c
