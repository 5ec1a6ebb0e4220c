-- function: pg_catalog.query_to_xml reads users
select c.id as account_id, pg_catalog.query_to_xml('select 1 from users', true, false, '')::text as leak from customer c
