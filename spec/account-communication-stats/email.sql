-- E-mail: email_prop, sent_at <= as_of.
--
-- Conversation: the messages of one (customer_id, thread_id), in the order (sent_at, id). A run is a maximal series
-- of consecutive messages from the same side.
-- Response time of a side: for each run of that side that directly follows a run of the other side, the time of its first
-- message minus the time of the first message of the run before it; the wait starts at the first unanswered message.
-- 0 or NULL: for an account with no rows in the channel, the counts are 0 if user_api_token has any row for the channel
-- `email`, revoked or not, whenever it was connected, and NULL if it has none. Dates and means are NULL in both cases.
-- Owner: customer.owner. Columns about the owner are NULL for an account that has none.
--
-- total_emails: All e-mails, whichever side sent them.
-- team_sent_emails: E-mails sent by the team.
-- team_last_sent_email_date: Time of the latest e-mail sent by the team.
-- account_sent_emails: E-mails sent by the account.
-- account_last_sent_email_date: Time of the latest e-mail sent by the account.
-- emails_sent_by_owner: E-mails sent by the team whose sender_user_id is the owner.
-- team_email_response_time_hours: Mean of the team's response times over the account's e-mail conversations, in hours;
--   NULL where there is none.
-- account_email_response_time_hours: Mean of the account's response times over its e-mail conversations, in hours; NULL
--   where there is none.
-- team_open_email_threads: Conversations whose last message is the account's, so the team owes the answer.
-- account_open_email_threads: Conversations whose last message is the team's.
-- email_last_touch_dm: Time of the latest e-mail with a decision maker (dm_involved).
-- email_positive_sentiment, email_neutral_sentiment, email_negative_sentiment: All e-mails with that label, whichever side
--   sent them. Unlabeled e-mails count nowhere.
--
-- Values that cannot be counted are reported, and the row of their account is not exported. Events later than as_of are checked, too.
--
-- check email_sent_at: an e-mail's sent_at is NULL or infinite
-- check email_sender_side: an e-mail's sender_side is neither `team` nor `account`
-- check email_sentiment: an e-mail's sentiment is not `positive`, `neutral` or `negative`
-- check email_complete: an e-mail's id, thread_id or dm_involved is NULL
-- remark email_unknown_customer: email_prop.customer_id does not exist in customer
-- not null: email_prop.id, email_prop.customer_id, email_prop.thread_id
-- not null: email_prop.sent_at, email_prop.sender_side, email_prop.dm_involved
--
-- The time_frame_ outputs are what effort.sql adds up, so that email_prop is read once.
with message as (
  -- in_frame: sent by the team inside the time frame. after_team: the message before it in the conversation is the team's;
  -- NULL for the first. sent_us: whole microseconds, so that sums are exact; NULL for an infinite time. A double counts them
  -- exactly from 1900 to 2038; for other years, the second and the part of it are counted apart.
  select
    e.customer_id,
    e.thread_id,
    e.sent_at,
    case
      when e.sent_at between timestamptz '1900-01-01 00:00:00+00' and timestamptz '2038-01-01 00:00:00+00'
        then cast(date_part('epoch', e.sent_at) * 1000000 as bigint)
      when isfinite(e.sent_at)
        then 1000000 * cast(date_part('epoch', date_trunc('second', e.sent_at)) as bigint)
          + cast(date_part('microseconds', e.sent_at) as bigint) % 1000000
    end as sent_us,
    e.sender_side = 'team' as by_team,
    e.sender_side = 'account' as by_account,
    lag(e.sender_side = 'team') over (partition by e.customer_id, e.thread_id order by e.sent_at, e.id) as after_team,
    e.sender_user_id = c.owner and e.sender_side = 'team' as by_owner,
    e.sent_at > @time_frame_start and e.sender_side = 'team' as in_frame,
    u.hourly_cost,
    e.dm_involved,
    e.sentiment,
    e.id is not null and e.thread_id is not null and e.dm_involved is not null as is_complete
  from email_prop e
  left join customer c on c.id = e.customer_id
  left join users u on u.id = e.sender_user_id
  where e.customer_id between @first_key and @last_key
    and (e.sent_at <= @as_of
      or isfinite(e.sent_at) is not true
      or (e.sender_side in ('team', 'account')) is not true
      or e.sentiment not in ('positive', 'neutral', 'negative')
      or e.id is null or e.thread_id is null or e.dm_involved is null)
),
conversation as (
  -- A run starts where the side changes; one that follows a run of the other side answers it. Every run but the last is
  -- answered, so the side that wrote last has one run more than the other has answers.
  select
    m.customer_id,
    m.thread_id,
    count(*) as messages,
    count(*) filter (where m.by_team) as team_messages,
    count(*) filter (where m.by_account) as account_messages,
    max(m.sent_at) filter (where m.by_team) as team_last_at,
    max(m.sent_at) filter (where not m.by_team) as account_last_at,
    count(*) filter (where m.by_owner) as owner_messages,
    max(m.sent_at) filter (where m.dm_involved) as dm_last_at,
    count(*) filter (where m.sentiment = 'positive') as positive,
    count(*) filter (where m.sentiment = 'neutral') as neutral,
    count(*) filter (where m.sentiment = 'negative') as negative,
    count(m.sentiment) as labeled,
    count(m.sent_us) as timed,
    count(*) filter (where m.is_complete) as complete,
    count(*) filter (where m.by_team and not m.after_team) as team_answers,
    count(*) filter (where not m.by_team and m.after_team) as account_answers,
    count(*) filter (where m.by_team and m.after_team is distinct from true)
      > count(*) filter (where not m.by_team and m.after_team) as last_by_team,
    cast(coalesce(sum(case when m.by_team then m.sent_us else -m.sent_us end)
      filter (where m.by_team <> m.after_team), 0) as bigint) as answered_us,
    coalesce(min(m.sent_us) filter (where m.by_team and m.after_team is null), 0) as team_first_us,
    coalesce(min(m.sent_us) filter (where not m.by_team and m.after_team is null), 0) as account_first_us,
    max(m.sent_us) filter (where m.by_team is distinct from m.after_team) as last_run_us,
    count(*) filter (where m.in_frame) as frame_messages,
    count(*) filter (where m.in_frame and m.by_owner) as frame_owner_messages,
    sum(m.hourly_cost) filter (where m.in_frame) as frame_hourly_costs,
    count(*) filter (where m.in_frame and m.hourly_cost is null) as frame_costs_unknown
  from message m
  group by m.customer_id, m.thread_id
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
    sum(v.messages) as messages,
    sum(v.team_messages) as team_messages,
    sum(v.account_messages) as account_messages,
    max(v.team_last_at) as team_last_at,
    max(v.account_last_at) as account_last_at,
    sum(v.owner_messages) as owner_messages,
    max(v.dm_last_at) as dm_last_at,
    sum(v.positive) as positive,
    sum(v.neutral) as neutral,
    sum(v.negative) as negative,
    sum(v.labeled) as labeled,
    sum(v.timed) as timed,
    sum(v.complete) as complete,
    count(*) filter (where not v.last_by_team) as team_open,
    count(*) filter (where v.last_by_team) as account_open,
    sum(v.answered_us - v.account_first_us + case when v.last_by_team then 0 else v.last_run_us end)
      + 18000000 * sum(v.team_answers) as team_wait,
    sum(-v.answered_us - v.team_first_us + case when v.last_by_team then v.last_run_us else 0 end)
      + 18000000 * sum(v.account_answers) as account_wait,
    36000000 * nullif(sum(v.team_answers), 0) as team_divisor,
    36000000 * nullif(sum(v.account_answers), 0) as account_divisor,
    sum(v.frame_messages) as frame_messages,
    sum(v.frame_owner_messages) as frame_owner_messages,
    sum(v.frame_hourly_costs) as frame_hourly_costs,
    sum(v.frame_costs_unknown) as frame_costs_unknown
  from conversation v
  group by v.customer_id
),
channel as (
  -- zero: the counts of an account with no rows, 0 where the channel is known and NULL where it is not.
  select case when count(*) > 0 then 0 end as zero
  from user_api_token t
  where t.channel = 'email'
)
select
  c.id as account_id,
  coalesce(t.messages, ch.zero) as total_emails,
  coalesce(t.team_messages, ch.zero) as team_sent_emails,
  t.team_last_at at time zone 'UTC' as team_last_sent_email_date,
  coalesce(t.account_messages, ch.zero) as account_sent_emails,
  t.account_last_at at time zone 'UTC' as account_last_sent_email_date,
  case when c.owner is not null then coalesce(t.owner_messages, ch.zero) end as emails_sent_by_owner,
  cast((t.team_wait - t.team_wait % t.team_divisor) / t.team_divisor as bigint) * 0.01 as team_email_response_time_hours,
  cast((t.account_wait - t.account_wait % t.account_divisor) / t.account_divisor as bigint) * 0.01
    as account_email_response_time_hours,
  coalesce(t.team_open, ch.zero) as team_open_email_threads,
  coalesce(t.account_open, ch.zero) as account_open_email_threads,
  t.dm_last_at at time zone 'UTC' as email_last_touch_dm,
  coalesce(t.positive, ch.zero) as email_positive_sentiment,
  coalesce(t.neutral, ch.zero) as email_neutral_sentiment,
  coalesce(t.negative, ch.zero) as email_negative_sentiment,
  coalesce(t.frame_messages, 0) as time_frame_emails,
  coalesce(t.frame_owner_messages, 0) as time_frame_emails_by_owner,
  coalesce(t.frame_hourly_costs, 0) as time_frame_email_hourly_costs,
  coalesce(t.frame_costs_unknown, 0) as time_frame_email_costs_unknown,
  t.timed < t.messages as email_sent_at,
  t.team_messages + t.account_messages < t.messages as email_sender_side,
  t.positive + t.neutral + t.negative < t.labeled as email_sentiment,
  t.complete < t.messages as email_complete,
  (select sum(t.messages) from total t where not exists (select 1 from customer c where c.id = t.customer_id))
    as email_unknown_customer
from customer c
cross join channel ch
left join total t on t.customer_id = c.id
where c.id between @first_key and @last_key
