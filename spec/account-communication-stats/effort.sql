-- Effort: what happened inside the time frame only, later than time_frame_start and at or before as_of.
--
-- Hours of one team member on an account: durations of the meetings that occurred and that they attended (by starts_at),
-- plus 6 minutes for each e-mail sent, 1 minute for each chat message sent and 5 minutes for each ticket comment written.
-- 0 or NULL: for an account without effort the hours and the cost are 0 if the account has rows in any channel or if
-- user_api_token has any row for one of the four channels, revoked or not, whenever it was connected, and NULL otherwise.
-- Hours are exact sums of elapsed time, rounded once, halves away from zero.
--
-- team_effort_hours: Hours of all team members, messages without a known sender included.
-- owner_effort_hours: Hours of the account's owner; NULL for an account that has none.
-- team_effort_cost: Sum of each member's hours times their hourly_cost, in dollars; NULL if any of the hours belong to a
--   member without a known cost, for unknown is never understated; 0 if there were no hours.
-- efficiency_rate: team_effort_cost / time_frame_revenue, both unrounded; NULL if either is NULL or time_frame_revenue is 0.
-- time_frame_revenue: Annual revenue times the length of the time frame in days, fractions included, divided by 365.
with weight as (
  -- The effort of one message, in microseconds: 6 minutes an e-mail, 1 minute a chat message, 5 minutes a comment.
  select
    360000000 as email,
    60000000 as chat,
    300000000 as comment
),
effort as (
  -- What the team did: who, for which account, and how long; the account's own messages only show that it has rows.
  select
    e.customer_id,
    case when e.sender_side = 'team' then e.sender_user_id end as user_id,
    case when e.sender_side = 'team' and e.sent_at > @time_frame_start then w.email else 0 end as duration
  from email_prop e
  cross join weight w
  where e.organization_id = @organization_id
    and e.customer_id between @first_key and @last_key
    and e.sent_at <= @as_of
  union all
  select
    m.customer_id,
    case when m.sender_side = 'team' then m.sender_user_id end as user_id,
    case when m.sender_side = 'team' and m.sent_at > @time_frame_start then w.chat else 0 end as duration
  from chat_message m
  cross join weight w
  where m.organization_id = @organization_id
    and m.customer_id between @first_key and @last_key
    and m.sent_at <= @as_of
  union all
  select
    t.customer_id,
    case when tc.author_side = 'team' then tc.author_user_id end as user_id,
    case when tc.author_side = 'team' and tc.created_at > @time_frame_start and tc.created_at <= @as_of
      then w.comment else 0 end as duration
  from ticket t
  cross join weight w
  left join ticket_comment tc on tc.organization_id = @organization_id and tc.ticket_id = t.id
  where t.organization_id = @organization_id
    and t.customer_id between @first_key and @last_key
    and t.opened_at <= @as_of
  union all
  select
    e.customer_id,
    a.user_id,
    case when a.user_id is not null and e.starts_at > @time_frame_start and e.starts_at <= @as_of and e.ends_at > e.starts_at
      then cast(date_part('epoch', e.ends_at) * 1000000 as bigint) - cast(date_part('epoch', e.starts_at) * 1000000 as bigint)
      else 0 end as duration
  from calendar_event_prop e
  left join calendar_event_attendee a on a.organization_id = @organization_id and a.event_id = e.event_id
  where e.organization_id = @organization_id
    and e.customer_id between @first_key and @last_key
    and e.status <> 'cancelled'
),
member as (
  select
    e.customer_id,
    e.user_id,
    sum(e.duration) as duration
  from effort e
  group by e.customer_id, e.user_id
),
total as (
  select
    c.id as account_id,
    c.owner,
    c.revenue,
    count(m.duration) as members,
    coalesce(sum(m.duration), 0) as duration,
    coalesce(sum(case when m.user_id = c.owner then m.duration end), 0) as owner_duration,
    -- Microseconds times cents.
    coalesce(sum(cast(m.duration as numeric(38,0)) * cast(u.hourly_cost * 100 as numeric(38,0))), 0) as cost,
    count(case when m.duration > 0 and u.hourly_cost is null then 1 end) as unknown_costs
  from customer c
  left join member m on m.customer_id = c.id
  left join users u on u.organization_id = @organization_id and u.id = m.user_id
  where c.organization_id = @organization_id
    and c.id between @first_key and @last_key
  group by c.id, c.owner, c.revenue
),
channel as (
  select count(*) as tokens
  from user_api_token u
  where u.organization_id = @organization_id
    and u.channel in ('email', 'calendar', 'chat', 'ticket')
),
exact as (
  select
    t.account_id,
    t.owner,
    t.members > 0 or ch.tokens > 0 as counts,
    cast(t.duration as numeric(38,0)) as duration,
    cast(t.owner_duration as numeric(38,0)) as owner_duration,
    case when t.unknown_costs = 0 then cast(t.cost as numeric(38,0)) end as cost,
    -- Cents a year times the microseconds of the time frame.
    cast(t.revenue * 100 as numeric(38,0)) * cast(
      cast(date_part('epoch', @as_of) * 1000000 as bigint)
      - cast(date_part('epoch', @time_frame_start) * 1000000 as bigint) as numeric(38,0)) as revenue
  from total t
  cross join channel ch
),
fraction as (
  -- Each figure in units of its last digit: twice the numerator, plus or minus the denominator, over twice the denominator,
  -- so that cutting off what is left of the division rounds halves away from zero.
  select
    x.account_id,
    x.owner,
    x.counts,
    2 * x.duration + 36000000 as hours,
    2 * x.owner_duration + 36000000 as owner_hours,
    2 * x.cost + sign(x.cost) * 3600000000 as cost,
    2 * x.revenue + sign(x.revenue) * 31536000000000 as revenue,
    (2 * 87600000 * x.cost + sign(x.cost) * abs(x.revenue)) * sign(x.revenue) as rate,
    2 * abs(nullif(x.revenue, 0)) as rate_divisor
  from exact x
)
select
  f.account_id,
  case when f.counts then cast((f.hours - f.hours % 72000000) / 72000000 as bigint) * 0.01 end as team_effort_hours,
  case when f.counts and f.owner is not null
    then cast((f.owner_hours - f.owner_hours % 72000000) / 72000000 as bigint) * 0.01 end as owner_effort_hours,
  case when f.counts then cast((f.cost - f.cost % 7200000000) / 7200000000 as bigint) * 0.01 end as team_effort_cost,
  case when f.counts then cast((f.rate - f.rate % f.rate_divisor) / f.rate_divisor as bigint) * 0.0001 end as efficiency_rate,
  cast((f.revenue - f.revenue % 63072000000000) / 63072000000000 as bigint) * 0.01 as time_frame_revenue
from fraction f
