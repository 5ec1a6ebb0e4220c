-- ticket: the organization's tickets.
select t.id, t.organization_id, t.customer_id, t.opened_at, t.assigned_user_id
from ticket t
where t.organization_id = @organization_id
