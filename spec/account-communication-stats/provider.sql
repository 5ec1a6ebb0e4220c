-- Providers of the four channels: user_api_token.
--
-- A token is active at as_of if it was connected at or before as_of and is not revoked or is revoked after as_of.
--
-- email_provider, meeting_provider, chat_provider, ticket_provider: Of the tokens of that channel (email, calendar, chat,
--   ticket) that are active at as_of, the owner's most recently connected one (ties: highest id); if the owner has none, the
--   provider with the most active tokens in the organisation (ties: the first in byte order); otherwise NULL.
with active as (
  select
    u.user_id,
    u.channel,
    u.provider,
    row_number() over (partition by u.user_id, u.channel order by u.connected_at desc, u.id desc) as recency
  from user_api_token u
  where u.organization_id = @organization_id
    and u.connected_at <= @as_of
    and (u.revoked_at is null or u.revoked_at > @as_of)
),
own as (
  select
    a.user_id,
    max(case when a.channel = 'email' then a.provider end) as email,
    max(case when a.channel = 'calendar' then a.provider end) as calendar,
    max(case when a.channel = 'chat' then a.provider end) as chat,
    max(case when a.channel = 'ticket' then a.provider end) as ticket
  from active a
  where a.recency = 1
  group by a.user_id
),
popular as (
  select
    a.channel,
    a.provider,
    row_number() over (partition by a.channel order by count(*) desc, a.provider collate "C") as popularity
  from active a
  group by a.channel, a.provider
),
common as (
  select
    max(case when p.channel = 'email' then p.provider end) as email,
    max(case when p.channel = 'calendar' then p.provider end) as calendar,
    max(case when p.channel = 'chat' then p.provider end) as chat,
    max(case when p.channel = 'ticket' then p.provider end) as ticket
  from popular p
  where p.popularity = 1
)
select
  c.id as account_id,
  coalesce(o.email, m.email) as email_provider,
  coalesce(o.calendar, m.calendar) as meeting_provider,
  coalesce(o.chat, m.chat) as chat_provider,
  coalesce(o.ticket, m.ticket) as ticket_provider
from customer c
cross join common m
left join own o on o.user_id = c.owner
where c.organization_id = @organization_id
  and c.id between @first_key and @last_key
