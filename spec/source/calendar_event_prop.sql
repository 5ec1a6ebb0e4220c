-- calendar_event_prop: the organization's meetings, one row for each account that takes part.
select e.id, e.organization_id, e.customer_id, e.event_id, e.starts_at, e.ends_at, e.status, e.dm_involved
from calendar_event_prop e
where e.organization_id = @organization_id
