-- Providers of the four channels: user_api_token.
--
-- A token is active at as_of if it was connected at or before as_of and is not revoked or is revoked after as_of.
--
-- email_provider, meeting_provider, chat_provider, ticket_provider: Of the tokens of that channel (email, calendar, chat,
--   ticket) that are active at as_of, the owner's most recently connected one (ties: highest id); if the owner has none, the
--   provider with the most active tokens in the organization (ties: the first in byte order); otherwise NULL.
with owned as (
  -- The active tokens of the accounts' owners, the most recently connected of each channel first.
  select
    u.user_id,
    u.channel,
    u.provider,
    row_number() over (partition by u.user_id, u.channel order by u.connected_at desc, u.id desc) as recency
  from user_api_token u
  where u.connected_at <= @as_of
    and (u.revoked_at is null or u.revoked_at > @as_of)
    and u.provider is not null
    and u.user_id in (
      select c.owner
      from customer c
      where c.id between @first_key and @last_key)
),
own as (
  select
    w.user_id,
    max(case when w.channel = 'email' then w.provider end) as email,
    max(case when w.channel = 'calendar' then w.provider end) as calendar,
    max(case when w.channel = 'chat' then w.provider end) as chat,
    max(case when w.channel = 'ticket' then w.provider end) as ticket
  from owned w
  where w.recency = 1
  group by w.user_id
),
popular as (
  select
    u.channel,
    u.provider,
    row_number() over (partition by u.channel order by count(*) desc, u.provider collate "C") as popularity
  from user_api_token u
  where u.connected_at <= @as_of
    and (u.revoked_at is null or u.revoked_at > @as_of)
    and u.provider is not null
    and u.user_id is not null
  group by u.channel, u.provider
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
where c.id between @first_key and @last_key
