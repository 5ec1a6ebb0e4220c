-- Tables of a typical help desk, for PostgreSQL. The tenant is account_id, times have no zone and are UTC, enumerations
-- are integers, the sender of a message is polymorphic, attributes are jsonb, users are shared by tenants through account_users. There
-- are no meetings.
create schema desk;
set search_path = desk;

create table accounts (
  id                serial primary key,
  name              varchar not null,
  status            integer default 0,
  custom_attributes jsonb default '{}',
  created_at        timestamp not null
);

create table users (
  id                serial primary key,
  name              varchar not null,
  email             varchar,
  custom_attributes jsonb default '{}'            -- {"hourlyCost": "55.00"} for some users
);

create table account_users (
  id                bigserial primary key,
  account_id        bigint,
  user_id           bigint,
  role              integer default 0,
  unique (account_id, user_id)
);

create table contacts (
  id                serial primary key,
  account_id        integer not null,
  name              varchar default '',
  email             varchar,
  contact_type      integer default 0,            -- 0 visitor, 1 lead, 2 customer
  custom_attributes jsonb default '{}',           -- {"annualRevenue": 12000.5, "ownerId": 3, "decisionMaker": true}
  created_at        timestamp not null,
  last_activity_at  timestamp
);
create index contacts_account on contacts (account_id, contact_type);

create table inboxes (
  id                serial primary key,
  account_id        integer not null,
  name              varchar not null,
  channel_type      varchar                       -- Channel::Email, Channel::WebWidget, Channel::Whatsapp, Channel::Api
);

create table conversations (
  id                serial primary key,
  account_id        integer not null,
  inbox_id          integer not null,
  contact_id        bigint,
  assignee_id       integer,
  display_id        integer not null,
  status            integer not null default 0,   -- 0 open, 1 resolved, 2 pending, 3 snoozed
  priority          integer,
  created_at        timestamp not null,
  unique (account_id, display_id)
);
create index conversations_contact on conversations (contact_id);

create table messages (
  id                 serial primary key,
  account_id         integer not null,
  inbox_id           integer not null,
  conversation_id    integer not null,
  message_type       integer not null,            -- 0 incoming, 1 outgoing, 2 activity, 3 template
  private            boolean not null default false,
  sender_type        varchar,                     -- User, Contact
  sender_id          bigint,
  content            text,
  content_attributes json default '{}',
  sentiment          jsonb default '{}',          -- never filled
  created_at         timestamp not null
);
create index messages_conversation on messages (conversation_id, account_id, message_type, created_at);
create index messages_account_created on messages (account_id, created_at, message_type);

create table "slaPolicies" (
  id                bigserial primary key,
  "accountId"       bigint not null,
  "firstResponse"   double precision
);
