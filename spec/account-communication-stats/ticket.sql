-- Tickets: ticket, opened_at <= as_of, and ticket_comment, created_at <= as_of.
--
-- A comment belongs to its ticket's account; a comment whose ticket opened after as_of does not count.
-- Conversation: a ticket. Its opening counts as a message of the account at opened_at, before any comment of the same
-- instant. Comments follow in the order (created_at, id). A run is a maximal series of consecutive messages from the same
-- side.
-- Response time of a side: for each run of that side that directly follows a run of the other side, the time of its first
-- message minus the time of the first message of the run before it; the wait starts at the first unanswered message.
-- 0 or NULL: for an account with no rows in the channel, the counts are 0 if user_api_token has any row for the channel
-- `ticket`, revoked or not, whenever it was connected, and NULL if it has none. Dates and means are NULL in both cases.
-- Owner: customer.owner. Columns about the owner are NULL for an account that has none.
--
-- submitted_tickets: Tickets opened.
-- ticket_comments: Comments on them.
-- team_ticket_response_time_hours: Mean of the team's response times over the account's tickets, in hours; NULL where there
--   is none.
-- account_ticket_response_time_hours: Mean of the account's response times over its tickets, in hours; NULL where there is
--   none.
-- tickets_to_owner: Tickets whose assigned_user_id is the owner.
-- last_ticket_opened_date: Latest opened_at.
--
-- Values that cannot be counted are reported, and the row of their account is not exported. Events later than as_of are checked, too.
--
-- check ticket_time: the opened_at of a ticket or the created_at of a comment on one is NULL or infinite
-- check ticket_author_side: the author_side of a comment on a ticket is neither `team` nor `account`
-- check ticket_complete: the id of a ticket or of a comment on one is NULL
-- remark ticket_unknown_customer: ticket.customer_id does not exist in customer
-- not null: ticket.id, ticket.customer_id, ticket.opened_at
-- not null: ticket_comment.id, ticket_comment.ticket_id, ticket_comment.created_at, ticket_comment.author_side
--
-- The time_frame_ outputs are what effort.sql adds up, so that ticket_comment is read once.
with ticket_of_account as (
  -- A ticket that opened later does not count, but what cannot be counted of it and its comments is reported.
  select
    t.id,
    t.customer_id,
    t.opened_at,
    t.assigned_user_id,
    t.opened_at <= @as_of as is_opened
  from ticket t
  where t.customer_id between @first_key and @last_key
),
entry as (
  select
    o.customer_id,
    o.id as ticket_id,
    o.opened_at as entered_at,
    false as is_comment,
    o.id,
    false as by_team,
    true as by_account,
    o.assigned_user_id as user_id,
    o.is_opened
  from ticket_of_account o
  union all
  select
    o.customer_id,
    tc.ticket_id,
    tc.created_at as entered_at,
    true as is_comment,
    tc.id,
    tc.author_side = 'team' as by_team,
    tc.author_side = 'account' as by_account,
    tc.author_user_id as user_id,
    o.is_opened
  from ticket_of_account o
  join ticket_comment tc on tc.ticket_id = o.id
  where tc.created_at <= @as_of
    or isfinite(tc.created_at) is not true
    or (tc.author_side in ('team', 'account')) is not true
    or tc.id is null
),
message as (
  -- in_frame: written by the team inside the time frame. after_team: the message before it in the conversation is the
  -- team's; NULL for the first. entered_us: whole microseconds, so that sums are exact; NULL for an infinite time. A double
  -- counts them exactly from 1900 to 2038; for other years, the second and the part of it are counted apart.
  select
    e.customer_id,
    e.ticket_id,
    e.entered_at,
    case
      when e.entered_at between timestamptz '1900-01-01 00:00:00+00' and timestamptz '2038-01-01 00:00:00+00'
        then cast(date_part('epoch', e.entered_at) * 1000000 as bigint)
      when isfinite(e.entered_at)
        then 1000000 * cast(date_part('epoch', date_trunc('second', e.entered_at)) as bigint)
          + cast(date_part('microseconds', e.entered_at) as bigint) % 1000000
    end as entered_us,
    e.is_comment,
    e.is_opened,
    e.id,
    e.by_team,
    e.by_account,
    lag(e.by_team) over (
      partition by e.customer_id, e.ticket_id order by e.entered_at, e.is_comment, e.id) as after_team,
    e.user_id = c.owner as by_owner,
    e.entered_at > @time_frame_start and e.by_team as in_frame,
    u.hourly_cost
  from entry e
  left join customer c on c.id = e.customer_id
  left join users u on u.id = e.user_id
),
conversation as (
  -- A run starts where the side changes; one that follows a run of the other side answers it. Every run but the last is
  -- answered, so the side that wrote last has one run more than the other has answers.
  select
    m.customer_id,
    m.ticket_id,
    bool_and(m.is_opened) as is_opened,
    count(*) as entries,
    count(m.id) as complete,
    count(m.entered_us) as timed,
    count(*) filter (where m.by_team or m.by_account) as with_side,
    count(*) filter (where m.is_comment) as comments,
    count(*) filter (where not m.is_comment and m.by_owner) as owner_tickets,
    max(m.entered_at) filter (where not m.is_comment) as opened_at,
    count(*) filter (where m.by_team and not m.after_team) as team_answers,
    count(*) filter (where not m.by_team and m.after_team) as account_answers,
    count(*) filter (where m.by_team and m.after_team is distinct from true)
      > count(*) filter (where not m.by_team and m.after_team) as last_by_team,
    cast(coalesce(sum(case when m.by_team then m.entered_us else -m.entered_us end)
      filter (where m.by_team <> m.after_team), 0) as bigint) as answered_us,
    coalesce(min(m.entered_us) filter (where m.by_team and m.after_team is null), 0) as team_first_us,
    coalesce(min(m.entered_us) filter (where not m.by_team and m.after_team is null), 0) as account_first_us,
    max(m.entered_us) filter (where m.by_team is distinct from m.after_team) as last_run_us,
    count(*) filter (where m.in_frame) as frame_comments,
    count(*) filter (where m.in_frame and m.by_owner) as frame_owner_comments,
    sum(m.hourly_cost) filter (where m.in_frame) as frame_hourly_costs,
    count(*) filter (where m.in_frame and m.hourly_cost is null) as frame_costs_unknown
  from message m
  group by m.customer_id, m.ticket_id
),
total as (
  -- A side waits from the start of the other side's run to the start of the run that answers it. So, over a conversation,
  -- the team's waits add up to the starts of its answers less the starts of the account's runs, except the account's last
  -- one where nobody has answered it. Those runs are the account's answers and, where it wrote first, its first run.
  -- answered_us has the team's answers less the account's. The account's waits are the same with the sides exchanged.
  -- A mean is the fraction {side}_wait / {side}_divisor in hundredths of an hour, plus a half: cutting off what is left of
  -- the division rounds it.
  select
    v.customer_id,
    count(*) as tickets,
    sum(v.entries) as entries,
    sum(v.complete) as complete,
    sum(v.timed) as timed,
    sum(v.with_side) as with_side,
    sum(v.comments) as comments,
    sum(v.owner_tickets) as owner_tickets,
    max(v.opened_at) as last_opened_at,
    sum(v.answered_us - v.account_first_us + case when v.last_by_team then 0 else v.last_run_us end)
      + 18000000 * sum(v.team_answers) as team_wait,
    sum(-v.answered_us - v.team_first_us + case when v.last_by_team then v.last_run_us else 0 end)
      + 18000000 * sum(v.account_answers) as account_wait,
    36000000 * nullif(sum(v.team_answers), 0) as team_divisor,
    36000000 * nullif(sum(v.account_answers), 0) as account_divisor,
    sum(v.frame_comments) as frame_comments,
    sum(v.frame_owner_comments) as frame_owner_comments,
    sum(v.frame_hourly_costs) as frame_hourly_costs,
    sum(v.frame_costs_unknown) as frame_costs_unknown
  from conversation v
  where v.is_opened
    or v.timed < v.entries
    or v.with_side < v.entries
    or v.complete < v.entries
  group by v.customer_id
),
channel as (
  -- zero: the counts of an account with no rows, 0 where the channel is known and NULL where it is not.
  select case when count(*) > 0 then 0 end as zero
  from user_api_token t
  where t.channel = 'ticket'
)
select
  c.id as account_id,
  coalesce(t.tickets, ch.zero) as submitted_tickets,
  coalesce(t.comments, ch.zero) as ticket_comments,
  cast((t.team_wait - t.team_wait % t.team_divisor) / t.team_divisor as bigint) * 0.01 as team_ticket_response_time_hours,
  cast((t.account_wait - t.account_wait % t.account_divisor) / t.account_divisor as bigint) * 0.01
    as account_ticket_response_time_hours,
  case when c.owner is not null then coalesce(t.owner_tickets, ch.zero) end as tickets_to_owner,
  t.last_opened_at at time zone 'UTC' as last_ticket_opened_date,
  coalesce(t.frame_comments, 0) as time_frame_ticket_comments,
  coalesce(t.frame_owner_comments, 0) as time_frame_ticket_comments_by_owner,
  coalesce(t.frame_hourly_costs, 0) as time_frame_ticket_hourly_costs,
  coalesce(t.frame_costs_unknown, 0) as time_frame_ticket_costs_unknown,
  t.timed < t.entries as ticket_time,
  t.with_side < t.entries as ticket_author_side,
  t.complete < t.entries as ticket_complete,
  (select sum(t.tickets) from total t where not exists (select 1 from customer c where c.id = t.customer_id))
    as ticket_unknown_customer
from customer c
cross join channel ch
left join total t on t.customer_id = c.id
where c.id between @first_key and @last_key
