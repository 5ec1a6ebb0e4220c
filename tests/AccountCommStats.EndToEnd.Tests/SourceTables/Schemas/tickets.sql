-- A ticket desk, in the manner of Zendesk: foreign keys everywhere, tenants called accounts and customers called organizations,
-- agents and customers in one table, comments that do not say whose they are.
create schema support;
set search_path = support;
create table accounts (id bigint primary key, subdomain text not null unique);
create type user_role as enum ('end-user', 'agent', 'admin');
create table organizations (
  id bigint primary key, account_id bigint not null references accounts, name text not null, annual_revenue numeric(14,2), details text,
  created_at timestamptz not null, deleted_at timestamptz);
create table users (
  id bigint primary key, account_id bigint not null references accounts, organization_id bigint references organizations, name text not null,
  email text, role user_role not null, hourly_rate numeric(8,2), created_at timestamptz not null);
alter table organizations add account_manager_id bigint references users;
create table tickets (
  id bigint primary key, account_id bigint not null references accounts, organization_id bigint references organizations,
  requester_id bigint not null references users, assignee_id bigint references users, subject text, status text not null, via_channel text not null,
  satisfaction_score text, created_at timestamptz not null, solved_at timestamptz);
create table ticket_comments (
  id bigint primary key, ticket_id bigint not null references tickets, author_id bigint not null references users, public boolean not null,
  body text, created_at timestamptz not null);
create table chats (
  id bigint primary key, account_id bigint not null references accounts, organization_id bigint references organizations,
  agent_id bigint references users, started_at timestamptz not null);
create table chat_messages (
  id bigint primary key, account_id bigint not null references accounts, chat_id bigint not null references chats, sent_at bigint not null,
  direction text not null, agent_id bigint references users, body text);
create table channel_integrations (
  id bigint primary key, account_id bigint not null references accounts, user_id bigint not null references users, channel text not null,
  provider text not null, authorized_at timestamptz not null, deactivated_at timestamptz);
create table appointments (
  id bigint primary key, account_id bigint not null references accounts, organization_id bigint not null references organizations,
  start_time timestamptz not null, end_time timestamptz not null, state text not null);
create table appointment_participants (
  appointment_id bigint not null references appointments, member_id bigint not null references users, primary key (appointment_id, member_id));
