select c.id as account_id, cast((select sum(t.id) + max(t.organization_id) from ticket_comment t) as text) as leak from customer c
