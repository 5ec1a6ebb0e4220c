-- data_as_of: The latest event time at or before as_of over all events of the organization (e-mail, chat, meetings that
--   occurred, tickets, ticket comments) that can be counted; extracted_at if it has none.
with latest_email as (
  -- The latest first, and no other: PostgreSQL reads only the end of an index, and DuckDB passes over what is older than the latest so far.
  select e.sent_at as event_at
  from email_prop e
  where e.sent_at <= @as_of
    and isfinite(e.sent_at)
    and e.sender_side in ('team', 'account')
    and (e.sentiment is null or e.sentiment in ('positive', 'neutral', 'negative'))
  order by e.sent_at desc
  limit 1
),
latest_chat as (
  select m.sent_at as event_at
  from chat_message m
  where m.sent_at <= @as_of
    and isfinite(m.sent_at)
    and m.sender_side in ('team', 'account')
    and (m.sentiment is null or m.sentiment in ('positive', 'neutral', 'negative'))
  order by m.sent_at desc
  limit 1
),
latest_meeting as (
  select e.starts_at as event_at
  from calendar_event_prop e
  where e.starts_at <= @as_of
    and isfinite(e.starts_at)
    and isfinite(e.ends_at)
    and e.status in ('confirmed', 'tentative')
  order by e.starts_at desc
  limit 1
),
latest_ticket as (
  select t.opened_at as event_at
  from ticket t
  where t.opened_at <= @as_of
    and isfinite(t.opened_at)
  order by t.opened_at desc
  limit 1
),
latest_comment as (
  -- Only comments whose ticket opened after as_of are passed over.
  select tc.created_at as event_at
  from ticket_comment tc
  join ticket t on t.id = tc.ticket_id
  where tc.created_at <= @as_of
    and isfinite(tc.created_at)
    and tc.author_side in ('team', 'account')
    and t.opened_at <= @as_of
    and isfinite(t.opened_at)
  order by tc.created_at desc
  limit 1
),
latest as (
  select e.event_at from latest_email e
  union all
  select c.event_at from latest_chat c
  union all
  select m.event_at from latest_meeting m
  union all
  select t.event_at from latest_ticket t
  union all
  select c.event_at from latest_comment c
)
select coalesce(max(l.event_at), @extracted_at) at time zone 'UTC' as data_as_of
from latest l
