-- E-mail statistics: email_prop up to and including as_of.
--
-- Conversation: the messages of one (customer_id, thread_id) in the order (sent_at, id). A run is a maximal series of
-- consecutive messages from the same side.
-- Response time of a side: for each run of that side that directly follows a run of the other side, the time of its first
-- message minus the time of the first message of the run before it; the wait starts at the first unanswered message.
-- 0 or NULL: for an account without e-mails the counts are 0 if user_api_token has any row for the channel email, revoked
-- or not, whenever it was connected, and NULL if it has none. Dates and means are NULL in both cases.
-- Owner: customer.owner. Columns about the owner are NULL for an account that has none.
--
-- total_emails: All e-mails, whichever side sent them.
-- team_sent_emails: E-mails sent by the team.
-- team_last_sent_email_date: Time of the latest e-mail sent by the team.
-- account_sent_emails: E-mails sent by the account.
-- account_last_sent_email_date: Time of the latest e-mail sent by the account.
-- emails_sent_by_owner: E-mails sent by the team whose sender is the account's owner.
-- team_email_response_time_hours, account_email_response_time_hours: Mean response time of the side over the account's
--   threads, in hours, rounded once, halves away from zero; NULL where there is none.
-- team_open_email_threads: Threads whose last message is the account's, so the team owes the answer.
-- account_open_email_threads: Threads whose last message is the team's.
-- email_last_touch_dm: Time of the latest e-mail with a decision maker involved.
-- email_positive_sentiment, email_neutral_sentiment, email_negative_sentiment: E-mails with that label, whichever side sent
--   them. Unlabelled e-mails count nowhere.
with message as (
  select
    e.customer_id,
    e.thread_id,
    e.id,
    e.sent_at,
    e.sender_side,
    e.sender_user_id,
    e.dm_involved,
    e.sentiment,
    lag(e.sender_side) over conversation as previous_side,
    lead(e.sender_side) over conversation as next_side
  from email_prop e
  where e.organization_id = @organization_id
    and e.customer_id between @first_key and @last_key
    and e.sent_at <= @as_of
  window conversation as (partition by e.customer_id, e.thread_id order by e.sent_at, e.id)
),
answered as (
  -- A run starts where the side changes; the start of the run before it is the latest start before this message.
  select
    m.customer_id,
    m.sent_at,
    m.sender_side,
    m.sender_user_id,
    m.dm_involved,
    m.sentiment,
    m.next_side,
    case when m.sender_side <> m.previous_side then m.sent_at end as answered_at,
    max(case when m.previous_side is null or m.sender_side <> m.previous_side then m.sent_at end) over (
      partition by m.customer_id, m.thread_id order by m.sent_at, m.id
      rows between unbounded preceding and 1 preceding) as waiting_since
  from message m
),
waited as (
  -- Elapsed time in whole microseconds, so that sums are exact.
  select
    a.customer_id,
    a.sent_at,
    a.sender_side,
    a.sender_user_id,
    a.dm_involved,
    a.sentiment,
    a.next_side,
    case when a.answered_at is not null then
      cast(date_part('epoch', a.answered_at) * 1000000 as bigint)
      - cast(date_part('epoch', a.waiting_since) * 1000000 as bigint) end as wait
  from answered a
),
total as (
  select
    c.id as account_id,
    c.owner,
    count(w.sent_at) as messages,
    count(case when w.sender_side = 'team' then 1 end) as team_messages,
    max(case when w.sender_side = 'team' then w.sent_at end) as team_last_sent_at,
    count(case when w.sender_side = 'account' then 1 end) as account_messages,
    max(case when w.sender_side = 'account' then w.sent_at end) as account_last_sent_at,
    count(case when w.sender_side = 'team' and w.sender_user_id = c.owner then 1 end) as owner_messages,
    sum(case when w.sender_side = 'team' then w.wait end) as team_wait,
    nullif(count(case when w.sender_side = 'team' then w.wait end), 0) as team_waits,
    sum(case when w.sender_side = 'account' then w.wait end) as account_wait,
    nullif(count(case when w.sender_side = 'account' then w.wait end), 0) as account_waits,
    count(case when w.next_side is null and w.sender_side = 'account' then 1 end) as team_open,
    count(case when w.next_side is null and w.sender_side = 'team' then 1 end) as account_open,
    max(case when w.dm_involved then w.sent_at end) as dm_last_at,
    count(case when w.sentiment = 'positive' then 1 end) as positive,
    count(case when w.sentiment = 'neutral' then 1 end) as neutral,
    count(case when w.sentiment = 'negative' then 1 end) as negative
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
    and u.channel = 'email'
),
known as (
  select
    t.account_id,
    t.owner,
    t.messages,
    t.team_messages,
    t.team_last_sent_at,
    t.account_messages,
    t.account_last_sent_at,
    t.owner_messages,
    t.team_open,
    t.account_open,
    t.dm_last_at,
    t.positive,
    t.neutral,
    t.negative,
    t.messages > 0 or ch.tokens > 0 as counts,
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
  case when k.counts then k.messages end as total_emails,
  case when k.counts then k.team_messages end as team_sent_emails,
  k.team_last_sent_at at time zone 'UTC' as team_last_sent_email_date,
  case when k.counts then k.account_messages end as account_sent_emails,
  k.account_last_sent_at at time zone 'UTC' as account_last_sent_email_date,
  case when k.counts and k.owner is not null then k.owner_messages end as emails_sent_by_owner,
  cast((k.team_wait - k.team_wait % k.team_waits) / k.team_waits as bigint) * 0.01 as team_email_response_time_hours,
  cast((k.account_wait - k.account_wait % k.account_waits) / k.account_waits as bigint) * 0.01
    as account_email_response_time_hours,
  case when k.counts then k.team_open end as team_open_email_threads,
  case when k.counts then k.account_open end as account_open_email_threads,
  k.dm_last_at at time zone 'UTC' as email_last_touch_dm,
  case when k.counts then k.positive end as email_positive_sentiment,
  case when k.counts then k.neutral end as email_neutral_sentiment,
  case when k.counts then k.negative end as email_negative_sentiment
from known k
