-- calendar_event_attendee: the team members who attended the organization's meetings.
select a.organization_id, a.event_id, a.user_id
from calendar_event_attendee a
where a.organization_id = @organization_id
