-- email_prop: the organization's e-mails.
select e.id, e.organization_id, e.customer_id, e.thread_id, e.sent_at, e.sender_side, e.sender_user_id, e.dm_involved, e.sentiment
from email_prop e
where e.organization_id = @organization_id
