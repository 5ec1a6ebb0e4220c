-- chat_message: the organization's chat messages.
select m.id, m.organization_id, m.customer_id, m.conversation_id, m.sent_at, m.sender_side, m.sender_user_id, m.dm_involved, m.sentiment
from chat_message m
where m.organization_id = @organization_id
