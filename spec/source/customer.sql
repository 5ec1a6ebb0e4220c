-- customer: the organization's accounts.
select c.id, c.organization_id, c.name, c.owner, c.revenue
from customer c
where c.organization_id = @organization_id
