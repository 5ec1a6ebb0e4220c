-- Rows that belong to no account. They are not counted, and the export remarks how many there are. Events whose customer_id does not
-- exist in customer are counted by the relation of their channel, which reads them anyway.
--
-- remark token_channel: user_api_token.channel is not `email`, `calendar`, `chat` or `ticket`
-- remark token_complete: user_api_token.user_id, provider or connected_at is NULL
-- remark email_no_customer: email_prop.customer_id is NULL
-- remark chat_no_customer: chat_message.customer_id is NULL
-- remark meeting_no_customer: calendar_event_prop.customer_id is NULL
-- remark attendance_no_event: calendar_event_attendee.event_id is NULL
-- remark ticket_no_customer: ticket.customer_id is NULL
-- remark comment_unknown_ticket: ticket_comment.ticket_id does not exist in ticket
-- not null: user_api_token.user_id, user_api_token.channel, user_api_token.provider, user_api_token.connected_at
select
  (select count(*) from user_api_token t where (t.channel in ('email', 'calendar', 'chat', 'ticket')) is not true) as token_channel,
  (select count(*) from user_api_token t where t.user_id is null or t.provider is null or t.connected_at is null) as token_complete,
  (select count(*) from email_prop e where e.customer_id is null) as email_no_customer,
  (select count(*) from chat_message m where m.customer_id is null) as chat_no_customer,
  (select count(*) from calendar_event_prop e where e.customer_id is null) as meeting_no_customer,
  (select count(*) from calendar_event_attendee a where a.event_id is null) as attendance_no_event,
  (select count(*) from ticket t where t.customer_id is null) as ticket_no_customer,
  (select count(*) from ticket_comment c where not exists (select 1 from ticket t where t.id = c.ticket_id)) as comment_unknown_ticket
