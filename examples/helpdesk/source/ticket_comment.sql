-- ticket_comment: the messages of tickets, as in chat_message.sql.
-- unique: desk.inboxes.id
select
  m.id,
  m.account_id as organization_id,
  m.conversation_id as ticket_id,
  m.created_at at time zone 'UTC' as created_at,
  case when m.message_type = 0 then 'account' else 'team' end as author_side,
  case when m.sender_type = 'User' then m.sender_id end as author_user_id
from desk.messages m
join desk.inboxes i on i.id = m.inbox_id
where m.account_id = @organization_id
  and i.channel_type = 'Channel::Api'
  and m.message_type <> 2
  and not m.private
