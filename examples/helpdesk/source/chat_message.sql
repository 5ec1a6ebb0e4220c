-- chat_message: the messages of chat inboxes, without activities (2) and private notes; templates (3) count as the team's.
-- The help desk records no sentiment.
-- unique: desk.conversations.id, desk.inboxes.id
select
  m.id,
  m.account_id as organization_id,
  v.contact_id as customer_id,
  m.conversation_id,
  m.created_at at time zone 'UTC' as sent_at,
  case when m.message_type = 0 then 'account' else 'team' end as sender_side,
  case when m.sender_type = 'User' then m.sender_id end as sender_user_id,
  coalesce(cast(c.custom_attributes ->> 'decisionMaker' as boolean), false) as dm_involved,
  cast(null as text) as sentiment
from desk.messages m
join desk.conversations v on v.id = m.conversation_id
join desk.inboxes i on i.id = m.inbox_id
join desk.contacts c on c.id = v.contact_id and c.account_id = @organization_id
where m.account_id = @organization_id
  and i.channel_type in ('Channel::WebWidget', 'Channel::Whatsapp')
  and m.message_type <> 2
  and not m.private
