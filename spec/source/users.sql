-- users: the organization's team members.
select u.id, u.organization_id, u.full_name, u.hourly_cost
from users u
where u.organization_id = @organization_id
