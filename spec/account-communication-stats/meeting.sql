-- Meetings: calendar_event_prop whose status is not `cancelled`.
--
-- "Occurred" means starts_at <= as_of. Duration is ends_at - starts_at, and 0 where that is negative.
-- 0 or NULL: for an account with no rows in the channel, the counts and hour totals are 0 if user_api_token has any row for
-- the channel `calendar`, revoked or not, whenever it was connected, and NULL if it has none. Dates are NULL in both cases.
-- Owner: customer.owner. Columns about the owner are NULL for an account that has none.
-- Hours are exact sums of elapsed time, rounded once, at the end, halves away from zero.
--
-- total_meetings: Meetings that occurred.
-- meeting_time_hours: Their durations, in hours.
-- team_meeting_time_hours: Their durations times the number of attending team members, in hours.
-- owner_meeting_time_hours: Durations of those the owner attended, in hours.
-- owner_total_meetings: Number of those the owner attended.
-- last_meeting_date: Latest starts_at that occurred.
-- last_dm_meeting_date: Latest starts_at that occurred with a decision maker (dm_involved).
-- next_meeting_date: Earliest starts_at > as_of.
--
-- Values that cannot be counted are reported, and the row of their account is not exported.
--
-- check meeting_time: a meeting's starts_at or ends_at is NULL or infinite
-- check meeting_status: a meeting's status is not `confirmed`, `tentative` or `cancelled`
-- check meeting_complete: a meeting's id, event_id or dm_involved, or an attendee's user_id, is NULL
-- remark meeting_unknown_customer: calendar_event_prop.customer_id does not exist in customer
-- not null: calendar_event_prop.id, calendar_event_prop.customer_id, calendar_event_prop.event_id
-- not null: calendar_event_prop.starts_at, calendar_event_prop.ends_at, calendar_event_prop.status
-- not null: calendar_event_prop.dm_involved, calendar_event_attendee.event_id, calendar_event_attendee.user_id
--
-- The time_frame_ outputs are what effort.sql adds up, so that calendar_event_prop is read once.
with meeting as (
  -- in_frame: occurred inside the time frame. duration_us: whole microseconds, so that sums are exact; 0 for an infinite time. A
  -- double counts them exactly from 1900 to 2038; for other years, the second and the part of it are counted apart.
  select
    e.customer_id,
    e.event_id,
    e.starts_at,
    e.dm_involved,
    e.starts_at <= @as_of as occurred,
    e.starts_at > @time_frame_start and e.starts_at <= @as_of as in_frame,
    case
      when e.starts_at > @as_of or e.ends_at <= e.starts_at then 0
      when e.starts_at >= timestamptz '1900-01-01 00:00:00+00' and e.ends_at <= timestamptz '2038-01-01 00:00:00+00'
        then cast(date_part('epoch', e.ends_at) * 1000000 as bigint) - cast(date_part('epoch', e.starts_at) * 1000000 as bigint)
      when isfinite(e.starts_at) and isfinite(e.ends_at)
        then 1000000 * cast(date_part('epoch', date_trunc('second', e.ends_at)) - date_part('epoch', date_trunc('second', e.starts_at)) as bigint)
          + cast(date_part('microseconds', e.ends_at) as bigint) % 1000000
          - cast(date_part('microseconds', e.starts_at) as bigint) % 1000000
      else 0
    end as duration_us,
    isfinite(e.starts_at) and isfinite(e.ends_at) as is_timed,
    e.status in ('confirmed', 'tentative', 'cancelled') as has_status,
    e.id is not null and e.event_id is not null and e.dm_involved is not null as is_complete
  from calendar_event_prop e
  where e.customer_id between @first_key and @last_key
    and (e.status <> 'cancelled'
      or e.status is null
      or (isfinite(e.starts_at) and isfinite(e.ends_at)) is not true
      or e.id is null or e.event_id is null or e.dm_involved is null)
),
event_total as (
  select
    m.customer_id,
    count(*) filter (where m.occurred) as meetings,
    sum(m.duration_us) as duration_us,
    max(m.starts_at) filter (where m.occurred) as last_at,
    max(m.starts_at) filter (where m.occurred and m.dm_involved) as dm_last_at,
    min(m.starts_at) filter (where not m.occurred) as next_at,
    count(*) as events,
    count(*) filter (where m.is_timed) as timed,
    count(*) filter (where m.has_status) as with_status,
    count(*) filter (where m.is_complete) as complete
  from meeting m
  group by m.customer_id
),
attendance_total as (
  -- One row an attending team member and account, so that nothing of the meeting itself is counted twice.
  select
    m.customer_id,
    sum(m.duration_us) as duration_us,
    sum(m.duration_us) filter (where a.user_id = c.owner) as owner_duration_us,
    count(*) filter (where a.user_id = c.owner) as owner_meetings,
    sum(m.duration_us) filter (where m.in_frame) as frame_duration_us,
    sum(m.duration_us) filter (where m.in_frame and a.user_id = c.owner) as frame_owner_duration_us,
    sum(cast(m.duration_us as numeric(38,0)) * u.hourly_cost) filter (where m.in_frame) as frame_cost_us,
    count(*) filter (where m.in_frame and m.duration_us > 0 and u.hourly_cost is null) as frame_costs_unknown,
    count(*) filter (where a.user_id is null) as unknown_users
  from meeting m
  join calendar_event_attendee a on a.event_id = m.event_id
  join customer c on c.id = m.customer_id
  left join users u on u.id = a.user_id
  where m.occurred
  group by m.customer_id
),
channel as (
  select count(*) > 0 as is_known
  from user_api_token t
  where t.channel = 'calendar'
),
known as (
  -- The durations are in microseconds, plus half a hundredth of an hour: cutting off what is left of the division rounds
  -- them.
  select
    c.id as account_id,
    c.owner,
    ch.is_known or e.customer_id is not null as has_counts,
    coalesce(e.meetings, 0) as meetings,
    coalesce(e.duration_us, 0) + 18000000 as duration,
    coalesce(a.duration_us, 0) + 18000000 as team_duration,
    coalesce(a.owner_duration_us, 0) + 18000000 as owner_duration,
    coalesce(a.owner_meetings, 0) as owner_meetings,
    e.last_at,
    e.dm_last_at,
    e.next_at,
    coalesce(a.frame_duration_us, 0) as frame_duration_us,
    coalesce(a.frame_owner_duration_us, 0) as frame_owner_duration_us,
    coalesce(a.frame_cost_us, 0) as frame_cost_us,
    coalesce(a.frame_costs_unknown, 0) as frame_costs_unknown,
    e.timed < e.events as meeting_time,
    e.with_status < e.events as meeting_status,
    e.complete < e.events or a.unknown_users > 0 as meeting_complete
  from customer c
  cross join channel ch
  left join event_total e on e.customer_id = c.id
  left join attendance_total a on a.customer_id = c.id
  where c.id between @first_key and @last_key
)
select
  k.account_id,
  case when k.has_counts then k.meetings end as total_meetings,
  case when k.has_counts
    then cast((k.duration - k.duration % 36000000) / 36000000 as bigint) * 0.01 end as meeting_time_hours,
  case when k.has_counts
    then cast((k.team_duration - k.team_duration % 36000000) / 36000000 as bigint) * 0.01 end as team_meeting_time_hours,
  case when k.has_counts and k.owner is not null
    then cast((k.owner_duration - k.owner_duration % 36000000) / 36000000 as bigint) * 0.01 end as owner_meeting_time_hours,
  case when k.has_counts and k.owner is not null then k.owner_meetings end as owner_total_meetings,
  k.last_at at time zone 'UTC' as last_meeting_date,
  k.dm_last_at at time zone 'UTC' as last_dm_meeting_date,
  k.next_at at time zone 'UTC' as next_meeting_date,
  k.frame_duration_us as time_frame_attendance_us,
  k.frame_owner_duration_us as time_frame_attendance_us_by_owner,
  k.frame_cost_us as time_frame_attendance_cost_us,
  k.frame_costs_unknown as time_frame_attendance_costs_unknown,
  k.meeting_time,
  k.meeting_status,
  k.meeting_complete,
  (select sum(e.events) from event_total e where not exists (select 1 from customer c where c.id = e.customer_id))
    as meeting_unknown_customer
from known k
