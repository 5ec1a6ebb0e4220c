-- Ticket statistics: ticket opened, and ticket_comment created, up to and including as_of.
--
-- A comment belongs to its ticket's account; a comment whose ticket opened after as_of does not count.
-- Conversation: a ticket. Its opening counts as a message of the account at opened_at, before any comment of the same
-- instant; comments follow in the order (created_at, id). A run is a maximal series of consecutive messages from the same
-- side.
-- Response time of a side: for each run of that side that directly follows a run of the other side, the time of its first
-- message minus the time of the first message of the run before it; the wait starts at the first unanswered message.
-- 0 or NULL: for an account without tickets the counts are 0 if user_api_token has any row for the channel ticket, revoked
-- or not, whenever it was connected, and NULL if it has none. Dates and means are NULL in both cases.
-- Owner: customer.owner. Columns about the owner are NULL for an account that has none.
--
-- submitted_tickets: Tickets opened.
-- ticket_comments: Comments on the account's tickets, whichever side wrote them.
-- team_ticket_response_time_hours, account_ticket_response_time_hours: Mean response time of the side over the account's
--   tickets, in hours, rounded once, halves away from zero; NULL where there is none.
-- tickets_to_owner: Tickets whose assigned user is the account's owner.
-- last_ticket_opened_date: Time the latest ticket was opened.
with opened as (
  select
    t.id,
    t.customer_id,
    t.opened_at,
    t.assigned_user_id
  from ticket t
  where t.organization_id = @organization_id
    and t.customer_id between @first_key and @last_key
    and t.opened_at <= @as_of
),
entry as (
  select
    o.customer_id,
    o.id as ticket_id,
    o.opened_at as entered_at,
    0 as comment_rank,
    o.id,
    'account' as side,
    o.assigned_user_id
  from opened o
  union all
  select
    o.customer_id,
    tc.ticket_id,
    tc.created_at as entered_at,
    1 as comment_rank,
    tc.id,
    tc.author_side as side,
    null as assigned_user_id
  from opened o
  join ticket_comment tc on tc.organization_id = @organization_id and tc.ticket_id = o.id
  where tc.created_at <= @as_of
),
message as (
  select
    e.customer_id,
    e.ticket_id,
    e.entered_at,
    e.comment_rank,
    e.id,
    e.side,
    e.assigned_user_id,
    lag(e.side) over (partition by e.customer_id, e.ticket_id order by e.entered_at, e.comment_rank, e.id) as previous_side
  from entry e
),
answered as (
  -- A run starts where the side changes; the start of the run before it is the latest start before this message.
  select
    m.customer_id,
    m.entered_at,
    m.comment_rank,
    m.side,
    m.assigned_user_id,
    case when m.side <> m.previous_side then m.entered_at end as answered_at,
    max(case when m.previous_side is null or m.side <> m.previous_side then m.entered_at end) over (
      partition by m.customer_id, m.ticket_id order by m.entered_at, m.comment_rank, m.id
      rows between unbounded preceding and 1 preceding) as waiting_since
  from message m
),
waited as (
  -- Elapsed time in whole microseconds, so that sums are exact.
  select
    a.customer_id,
    a.entered_at,
    a.comment_rank,
    a.side,
    a.assigned_user_id,
    case when a.answered_at is not null then
      cast(date_part('epoch', a.answered_at) * 1000000 as bigint)
      - cast(date_part('epoch', a.waiting_since) * 1000000 as bigint) end as wait
  from answered a
),
total as (
  select
    c.id as account_id,
    c.owner,
    count(case when w.comment_rank = 0 then 1 end) as tickets,
    count(case when w.comment_rank = 1 then 1 end) as comments,
    sum(case when w.side = 'team' then w.wait end) as team_wait,
    nullif(count(case when w.side = 'team' then w.wait end), 0) as team_waits,
    sum(case when w.side = 'account' then w.wait end) as account_wait,
    nullif(count(case when w.side = 'account' then w.wait end), 0) as account_waits,
    count(case when w.assigned_user_id = c.owner then 1 end) as owner_tickets,
    max(case when w.comment_rank = 0 then w.entered_at end) as last_opened_at
  from customer c
  left join waited w on w.customer_id = c.id
  where c.organization_id = @organization_id
    and c.id between @first_key and @last_key
  group by c.id, c.owner
),
channel as (
  select count(*) as tokens
  from user_api_token u
  where u.organization_id = @organization_id
    and u.channel = 'ticket'
),
known as (
  select
    t.account_id,
    t.owner,
    t.tickets,
    t.comments,
    t.owner_tickets,
    t.last_opened_at,
    t.tickets > 0 or ch.tokens > 0 as counts,
    -- Hundredths of an hour, plus a half, as a fraction.
    t.team_wait + 18000000 * t.team_waits as team_wait,
    36000000 * t.team_waits as team_waits,
    t.account_wait + 18000000 * t.account_waits as account_wait,
    36000000 * t.account_waits as account_waits
  from total t
  cross join channel ch
)
select
  k.account_id,
  case when k.counts then k.tickets end as submitted_tickets,
  case when k.counts then k.comments end as ticket_comments,
  cast((k.team_wait - k.team_wait % k.team_waits) / k.team_waits as bigint) * 0.01 as team_ticket_response_time_hours,
  cast((k.account_wait - k.account_wait % k.account_waits) / k.account_waits as bigint) * 0.01
    as account_ticket_response_time_hours,
  case when k.counts and k.owner is not null then k.owner_tickets end as tickets_to_owner,
  k.last_opened_at at time zone 'UTC' as last_ticket_opened_date
from known k
