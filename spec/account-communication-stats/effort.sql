-- Effort: what happened inside the time frame only, the half-open span (time_frame_start, as_of].
--
-- Hours of one team member on an account: durations of the meetings that occurred and that they attended (by starts_at),
-- plus 6 minutes for each e-mail sent, 1 minute for each chat message sent, 5 minutes for each ticket comment written.
-- 0 or NULL: effort hours and cost are 0 where at least one of the four channels is known, and NULL where none is and the
-- account has no rows.
-- Owner: customer.owner. Columns about the owner are NULL for an account that has none.
-- Hours are exact sums of elapsed time, rounded once, at the end, halves away from zero.
--
-- team_effort_hours: Sum of the hours of all team members, messages without sender_user_id included.
-- owner_effort_hours: The owner's hours.
-- team_effort_cost: Sum of each member's hours times their hourly_cost, in dollars; NULL if any of the hours belong to a
--   member without a known cost (unknown is never understated); 0 if there were no hours.
-- efficiency_rate: team_effort_cost / time_frame_revenue, both unrounded; NULL if either is NULL or time_frame_revenue is 0.
-- time_frame_revenue: Revenue x (as_of - time_frame_start in days, fractions included) / 365.
--
-- The events are counted by the relations of their channels, which read them anyway and have one row an account; this one
-- adds the counts up.
with weight as (
  -- Microseconds of effort: 6 minutes for an e-mail, 1 minute for a chat message, 5 minutes for a ticket comment.
  select
    6 * 60000000 as email,
    1 * 60000000 as chat,
    5 * 60000000 as comment
),
total as (
  -- Effort in microseconds, its cost in microseconds times dollars an hour. A channel that is known, or has rows, has counts.
  select
    c.id as account_id,
    c.owner,
    c.revenue,
    e.total_emails is not null or h.total_chat_messages is not null or t.submitted_tickets is not null
      or m.total_meetings is not null as has_counts,
    w.email * e.time_frame_emails + w.chat * h.time_frame_chat_messages + w.comment * t.time_frame_ticket_comments
      + m.time_frame_attendance_us as effort,
    w.email * e.time_frame_emails_by_owner + w.chat * h.time_frame_chat_messages_by_owner
      + w.comment * t.time_frame_ticket_comments_by_owner + m.time_frame_attendance_us_by_owner as owner_effort,
    w.email * e.time_frame_email_hourly_costs + w.chat * h.time_frame_chat_hourly_costs
      + w.comment * t.time_frame_ticket_hourly_costs + m.time_frame_attendance_cost_us as cost,
    e.time_frame_email_costs_unknown + h.time_frame_chat_costs_unknown + t.time_frame_ticket_costs_unknown
      + m.time_frame_attendance_costs_unknown as costs_unknown
  from customer c
  cross join weight w
  left join email_relation e on e.account_id = c.id
  left join chat_relation h on h.account_id = c.id
  left join ticket_relation t on t.account_id = c.id
  left join meeting_relation m on m.account_id = c.id
  where c.id between @first_key and @last_key
),
exact as (
  -- The cost in microseconds times cents an hour, the revenue in microseconds times cents a year. The seconds and the part of
  -- a second are counted apart, as a double has no room for the microseconds of every year.
  select
    t.account_id,
    t.owner,
    t.has_counts,
    t.effort,
    t.owner_effort,
    case when t.costs_unknown = 0 then cast(100 * t.cost as numeric(38,0)) end as cost,
    cast(100 * t.revenue as numeric(38,0)) * (
      1000000 * cast(date_part('epoch', date_trunc('second', @as_of))
        - date_part('epoch', date_trunc('second', @time_frame_start)) as bigint)
      + cast(date_part('microseconds', @as_of) as bigint) % 1000000
      - cast(date_part('microseconds', @time_frame_start) as bigint) % 1000000) as revenue
  from total t
),
fraction as (
  -- Each figure is a fraction in units of its last digit, plus or minus a half: cutting off what is left of the division
  -- rounds halves away from zero.
  select
    x.account_id,
    x.owner,
    x.has_counts,
    x.effort + 18000000 as effort,
    x.owner_effort + 18000000 as owner_effort,
    x.cost + sign(x.cost) * 1800000000 as cost,
    x.revenue + sign(x.revenue) * 15768000000000 as revenue,
    (2 * 87600000 * x.cost + sign(x.cost) * abs(x.revenue)) * sign(x.revenue) as rate,
    2 * abs(nullif(x.revenue, 0)) as rate_divisor
  from exact x
)
select
  f.account_id,
  case when f.has_counts then cast((f.effort - f.effort % 36000000) / 36000000 as bigint) * 0.01 end as team_effort_hours,
  case when f.has_counts and f.owner is not null
    then cast((f.owner_effort - f.owner_effort % 36000000) / 36000000 as bigint) * 0.01 end as owner_effort_hours,
  case when f.has_counts
    then cast((f.cost - f.cost % 3600000000) / 3600000000 as numeric(38,0)) * 0.01 end as team_effort_cost,
  case when f.has_counts
    then cast((f.rate - f.rate % f.rate_divisor) / f.rate_divisor as numeric(38,0)) * 0.0001 end as efficiency_rate,
  cast((f.revenue - f.revenue % 31536000000000) / 31536000000000 as numeric(38,0)) * 0.01 as time_frame_revenue
from fraction f
