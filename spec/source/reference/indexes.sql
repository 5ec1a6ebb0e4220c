-- Indexes for the queries of the relations, on PostgreSQL 15+.
--
-- The first five return a relation's events by account, in conversation order, so nothing is sorted. If an index has every
-- column that the relation reads, PostgreSQL does not visit the table (keep it vacuumed). The last five return the latest event
-- of an organization at once. The primary keys of schema.sql serve the rest: customer (account.sql and the accounts of the
-- others), users (hourly costs), calendar_event_attendee (meeting.sql). DuckDB reads columns, not rows, and does not use them.

-- email.sql: the messages of an account, conversation by conversation.
create index if not exists email_prop_conversation on email_prop
  (organization_id, customer_id, thread_id, sent_at, id, sender_side, sender_user_id, dm_involved, sentiment);

-- chat.sql: the messages of an account, conversation by conversation.
create index if not exists chat_message_conversation on chat_message
  (organization_id, customer_id, conversation_id, sent_at, id, sender_side, sender_user_id, dm_involved, sentiment);

-- meeting.sql: the meetings of an account.
create index if not exists calendar_event_prop_account on calendar_event_prop
  (organization_id, customer_id, event_id, starts_at, ends_at, status, dm_involved);

-- ticket.sql: the tickets of an account.
create index if not exists ticket_account on ticket (organization_id, customer_id, id, opened_at, assigned_user_id);

-- ticket.sql: the comments of a ticket, in order.
create index if not exists ticket_comment_conversation on ticket_comment
  (organization_id, ticket_id, created_at, id, author_side, author_user_id);

-- system/data_as_of.sql: the latest e-mail.
create index if not exists email_prop_time on email_prop (organization_id, sent_at);

-- system/data_as_of.sql: the latest chat message.
create index if not exists chat_message_time on chat_message (organization_id, sent_at);

-- system/data_as_of.sql: the latest meeting that occurred.
create index if not exists calendar_event_prop_time on calendar_event_prop (organization_id, starts_at);

-- system/data_as_of.sql: the latest ticket.
create index if not exists ticket_time on ticket (organization_id, opened_at);

-- system/data_as_of.sql: the latest ticket comment.
create index if not exists ticket_comment_time on ticket_comment (organization_id, created_at);
