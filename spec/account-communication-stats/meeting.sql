-- Meeting statistics: calendar_event_prop whose status is not cancelled.
--
-- A meeting occurred if it starts at or before as_of. Its duration is ends_at - starts_at, and 0 where that is negative.
-- 0 or NULL: for an account without meetings the counts and hours are 0 if user_api_token has any row for the channel
-- calendar, revoked or not, whenever it was connected, and NULL if it has none. Dates are NULL in both cases.
-- Owner: customer.owner. Columns about the owner are NULL for an account that has none.
-- Hours are exact sums of elapsed time, rounded once, halves away from zero.
--
-- total_meetings: Meetings that occurred.
-- meeting_time_hours: Durations of the meetings that occurred.
-- team_meeting_time_hours: Durations of the meetings that occurred, each times the number of attending team members.
-- owner_meeting_time_hours: Durations of the meetings that occurred and that the owner attended.
-- owner_total_meetings: Meetings that occurred and that the owner attended.
-- last_meeting_date: Latest start of a meeting that occurred.
-- last_dm_meeting_date: Latest start of a meeting that occurred with a decision maker involved.
-- next_meeting_date: Earliest start after as_of.
with meeting as (
  -- One row a meeting of an account. Durations in whole microseconds, so that sums are exact.
  select
    e.id,
    c.id as account_id,
    e.starts_at,
    e.dm_involved,
    case when e.starts_at <= @as_of then 1 end as occurred,
    case when e.starts_at <= @as_of and e.ends_at > e.starts_at then
      cast(date_part('epoch', e.ends_at) * 1000000 as bigint) - cast(date_part('epoch', e.starts_at) * 1000000 as bigint)
      else 0 end as duration,
    count(a.user_id) as attendees,
    count(case when a.user_id = c.owner then 1 end) as owners
  from customer c
  join calendar_event_prop e on e.organization_id = @organization_id and e.customer_id = c.id
  left join calendar_event_attendee a on a.organization_id = @organization_id and a.event_id = e.event_id
  where c.organization_id = @organization_id
    and c.id between @first_key and @last_key
    and e.customer_id between @first_key and @last_key
    and e.status <> 'cancelled'
  group by e.id, c.id, e.starts_at, e.ends_at, e.dm_involved
),
total as (
  select
    c.id as account_id,
    c.owner,
    count(m.id) as meetings,
    count(m.occurred) as occurred,
    coalesce(sum(m.duration), 0) + 18000000 as duration,
    coalesce(sum(m.duration * m.attendees), 0) + 18000000 as team_duration,
    coalesce(sum(m.duration * m.owners), 0) + 18000000 as owner_duration,
    count(case when m.occurred = 1 and m.owners > 0 then 1 end) as owner_occurred,
    max(case when m.occurred = 1 then m.starts_at end) as last_at,
    max(case when m.occurred = 1 and m.dm_involved then m.starts_at end) as dm_last_at,
    min(case when m.occurred is null then m.starts_at end) as next_at
  from customer c
  left join meeting m on m.account_id = c.id
  where c.organization_id = @organization_id
    and c.id between @first_key and @last_key
  group by c.id, c.owner
),
channel as (
  select count(*) as tokens
  from user_api_token u
  where u.organization_id = @organization_id
    and u.channel = 'calendar'
),
known as (
  select
    t.account_id,
    t.owner,
    t.occurred,
    t.owner_occurred,
    t.last_at,
    t.dm_last_at,
    t.next_at,
    t.meetings > 0 or ch.tokens > 0 as counts,
    -- Hundredths of an hour: the sums above carry the half that rounds them.
    cast((t.duration - t.duration % 36000000) / 36000000 as bigint) * 0.01 as hours,
    cast((t.team_duration - t.team_duration % 36000000) / 36000000 as bigint) * 0.01 as team_hours,
    cast((t.owner_duration - t.owner_duration % 36000000) / 36000000 as bigint) * 0.01 as owner_hours
  from total t
  cross join channel ch
)
select
  k.account_id,
  case when k.counts then k.occurred end as total_meetings,
  case when k.counts then k.hours end as meeting_time_hours,
  case when k.counts then k.team_hours end as team_meeting_time_hours,
  case when k.counts and k.owner is not null then k.owner_hours end as owner_meeting_time_hours,
  case when k.counts and k.owner is not null then k.owner_occurred end as owner_total_meetings,
  k.last_at at time zone 'UTC' as last_meeting_date,
  k.dm_last_at at time zone 'UTC' as last_dm_meeting_date,
  k.next_at at time zone 'UTC' as next_meeting_date
from known k
