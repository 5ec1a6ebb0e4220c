-- A shared inbox, in the manner of Chatwoot: no foreign keys, enumerations as integers, polymorphic owners and senders, people
-- shared by tenants, and tables whose names nearly are those of source tables.
create table accounts (id bigserial primary key, name varchar not null, locale integer default 0, status integer default 0, created_at timestamp not null);
create table users (
  id bigserial primary key, provider varchar default 'email' not null, uid varchar default '' not null, name varchar not null,
  display_name varchar, email varchar, custom_attributes jsonb default '{}', type varchar, created_at timestamp not null);
create table account_users (
  id bigserial primary key, account_id bigint, user_id bigint, role integer default 0, inviter_id bigint, active_at timestamp,
  created_at timestamp not null);
create unique index uniq_user_id_per_account_id on account_users (account_id, user_id);
create table access_tokens (id bigserial primary key, owner_type varchar, owner_id bigint, token varchar, created_at timestamp not null);
create unique index index_access_tokens_on_token on access_tokens (token);
create table companies (
  id bigserial primary key, account_id bigint not null, name varchar not null, domain varchar, description text, created_at timestamp not null);
create table contacts (
  id serial primary key, name varchar default '', email varchar, account_id integer not null, company_id bigint,
  additional_attributes jsonb default '{}', custom_attributes jsonb default '{}', contact_type integer default 0, blocked boolean default false not null,
  last_activity_at timestamp, created_at timestamp not null);
create unique index uniq_email_per_account_contact on contacts (email, account_id);
create table contact_inboxes (
  id bigserial primary key, contact_id bigint, inbox_id bigint, source_id text not null, created_at timestamp not null);
create table inboxes (
  id serial primary key, channel_id integer not null, account_id integer not null, name varchar not null, channel_type varchar, created_at timestamp not null);
create table conversations (
  id serial primary key, account_id integer not null, inbox_id integer not null, status integer default 0 not null, assignee_id integer,
  contact_id bigint, display_id integer not null, contact_inbox_id bigint, uuid uuid default gen_random_uuid() not null, priority integer,
  custom_attributes jsonb default '{}', last_activity_at timestamp not null, created_at timestamp not null);
create unique index index_conversations_on_account_id_and_display_id on conversations (account_id, display_id);
create unique index index_conversations_on_uuid on conversations (uuid);
create table conversation_participants (
  id bigserial primary key, account_id bigint not null, user_id bigint not null, conversation_id bigint not null, created_at timestamp not null);
create unique index index_conversation_participants_on_user_id_and_conversation_id on conversation_participants (user_id, conversation_id);
create table messages (
  id serial primary key, content text, account_id integer not null, inbox_id integer not null, conversation_id integer not null,
  message_type integer not null, private boolean default false not null, status integer default 0, source_id text, content_type integer default 0 not null,
  content_attributes json default '{}', sender_type varchar, sender_id bigint, sentiment jsonb default '{}', created_at timestamp not null);
create table attachments (id serial primary key, file_type integer default 0, message_id integer not null, account_id integer not null, created_at timestamp not null);
create table notes (id bigserial primary key, content text not null, account_id bigint not null, contact_id bigint not null, user_id bigint, created_at timestamp not null);
create table teams (id bigserial primary key, name varchar not null, account_id bigint not null, created_at timestamp not null);
create table team_members (id bigserial primary key, team_id bigint not null, user_id bigint not null, created_at timestamp not null);
create unique index index_team_members_on_team_id_and_user_id on team_members (team_id, user_id);
create view open_conversations as select * from conversations where status = 0;
