-- calendar_event_prop: the help desk has no meetings. Without rows, and without a calendar among the inboxes, the columns about
-- meetings are NULL.
select
  cast(null as bigint) as id,
  a.account_id as organization_id,
  cast(null as bigint) as customer_id,
  cast(null as bigint) as event_id,
  cast(null as timestamptz) as starts_at,
  cast(null as timestamptz) as ends_at,
  cast(null as text) as status,
  cast(null as boolean) as dm_involved
from desk.account_users a
where a.account_id = @organization_id
  and false
