-- data_as_of: The latest event time at or before as_of over all events of the organization (e-mail, chat, meetings that
--   occurred, tickets, ticket comments) that can be counted; extracted_at if it has none.
with latest_comment as (
  -- The latest first, so that only comments whose ticket opened after as_of are passed over.
  select tc.created_at
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
  select max(e.sent_at) as event_at
  from email_prop e
  where e.sent_at <= @as_of
    and isfinite(e.sent_at)
    and e.sender_side in ('team', 'account')
    and (e.sentiment is null or e.sentiment in ('positive', 'neutral', 'negative'))
  union all
  select max(m.sent_at) as event_at
  from chat_message m
  where m.sent_at <= @as_of
    and isfinite(m.sent_at)
    and m.sender_side in ('team', 'account')
    and (m.sentiment is null or m.sentiment in ('positive', 'neutral', 'negative'))
  union all
  select max(e.starts_at) as event_at
  from calendar_event_prop e
  where e.starts_at <= @as_of
    and isfinite(e.starts_at)
    and isfinite(e.ends_at)
    and e.status in ('confirmed', 'tentative')
  union all
  select max(t.opened_at) as event_at
  from ticket t
  where t.opened_at <= @as_of
    and isfinite(t.opened_at)
  union all
  select c.created_at as event_at
  from latest_comment c
)
select coalesce(max(l.event_at), @extracted_at) at time zone 'UTC' as data_as_of
from latest l
