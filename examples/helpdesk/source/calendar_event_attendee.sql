-- calendar_event_attendee: the help desk has no meetings, so no attendees.
select
  a.account_id as organization_id,
  cast(null as bigint) as event_id,
  cast(null as bigint) as user_id
from desk.account_users a
where a.account_id = @organization_id
  and false
