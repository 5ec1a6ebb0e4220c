-- Rows for the help desk of schema.sql: 3 tenants, 600 contacts, 12,000 messages. The same rows on every run.
set search_path = desk;

-- A number from 0 to 1 that depends only on the arguments.
create function pg_temp.draw(variadic what text[]) returns double precision immutable language sql
  return ('x' || substr(md5(array_to_string(what, '/')), 1, 8))::bit(32)::bigint / 4294967296.0;

insert into accounts (name, created_at)
select 'Tenant ' || g, timestamp '2024-01-01' from generate_series(1, 3) g;

insert into users (name, custom_attributes)
select 'Agent ' || g, case when g % 4 = 0 then '{}' else jsonb_build_object('hourlyCost', (30 + g)::text) end
from generate_series(1, 24) g;

-- Every eighth user works for two tenants.
insert into account_users (account_id, user_id)
select 1 + g % 3, g from generate_series(1, 24) g
union all
select 1 + (g + 1) % 3, g from generate_series(8, 24, 8) g;

insert into contacts (account_id, name, email, contact_type, custom_attributes, created_at)
select
  1 + g % 3,
  'Käufer ' || g,
  'c' || g || '@example.org',
  case when g % 5 = 0 then 0 else 2 end,
  jsonb_strip_nulls(jsonb_build_object(
    'annualRevenue', case when g % 7 > 0 then round((90000 * pg_temp.draw('revenue', g::text))::numeric, 2) end,
    'ownerId', case when g % 6 > 0 then 1 + (g * 3 + g % 3 - 1 + 24) % 24 end,
    'decisionMaker', g % 3 = 0)),
  timestamp '2024-03-01' + g * interval '5 hours'
from generate_series(1, 600) g;

insert into inboxes (account_id, name, channel_type)
select a, channel, channel
from generate_series(1, 3) a
cross join unnest(array['Channel::Email', 'Channel::WebWidget', 'Channel::Whatsapp', 'Channel::Api']) channel
where not (a = 3 and channel = 'Channel::Api')
order by a, channel;

insert into conversations (account_id, inbox_id, contact_id, assignee_id, display_id, status, created_at)
select
  c.account_id,
  i.id,
  c.id,
  case when pg_temp.draw('assigned', v.name) < 0.8
    then (select min(user_id) from account_users where account_id = c.account_id) + 3 * (7 * pg_temp.draw('assignee', v.name))::integer end,
  row_number() over (partition by c.account_id order by c.id, i.id, n),
  (3 * pg_temp.draw('status', v.name))::integer,
  timestamp '2025-01-01' + date_trunc('milliseconds', pg_temp.draw('created', v.name) * interval '300 days')
from contacts c
join inboxes i on i.account_id = c.account_id
cross join generate_series(1, 2) n
cross join lateral (select concat_ws('/', c.id, i.id, n) as name) v
where pg_temp.draw('conversation', v.name) < 0.35
order by c.id, i.id, n;

insert into messages (account_id, inbox_id, conversation_id, message_type, private, sender_type, sender_id, content, created_at)
select
  v.account_id,
  v.inbox_id,
  v.id,
  t.message_type,
  t.message_type = 1 and pg_temp.draw('private', m.name) < 0.1,
  case t.message_type when 0 then 'Contact' when 1 then 'User' end,
  case t.message_type when 0 then v.contact_id when 1 then v.assignee_id end,
  'Hello, "quoted"; text',
  date_trunc('milliseconds', v.created_at + n * interval '50 minutes' * (1 + pg_temp.draw('sent', m.name)))
from conversations v
cross join generate_series(0, 7) n
cross join lateral (select concat_ws('/', v.id, n) as name) m
cross join lateral (
  select case
    when n = 0 then 0
    when pg_temp.draw('kind', m.name) < 0.05 then 2
    when pg_temp.draw('kind', m.name) < 0.1 then 3
    when pg_temp.draw('kind', m.name) < 0.55 then 0
    else 1 end as message_type) t
order by v.id, n;

analyze accounts, users, account_users, contacts, inboxes, conversations, messages;
