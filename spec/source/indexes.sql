-- Indexes that the relations are answered from, on PostgreSQL 15+ and on DuckDB. The primary keys of schema.sql serve the
-- rest: customer (account.sql and the other relations' accounts), users (effort.sql), calendar_event_attendee (meeting.sql,
-- effort.sql).

-- email.sql: the messages of an account, conversation by conversation, in order.
create index if not exists email_prop_conversation on email_prop (organization_id, customer_id, thread_id, sent_at, id);

-- chat.sql: the messages of an account, conversation by conversation, in order.
create index if not exists chat_message_conversation on chat_message (organization_id, customer_id, conversation_id, sent_at, id);

-- meeting.sql: the meetings of an account.
create index if not exists calendar_event_prop_account on calendar_event_prop (organization_id, customer_id, event_id);

-- ticket.sql: the tickets of an account.
create index if not exists ticket_account on ticket (organization_id, customer_id, id);

-- ticket.sql: the comments of a ticket, in order.
create index if not exists ticket_comment_conversation on ticket_comment (organization_id, ticket_id, created_at, id);
