-- ticket: the conversations of API inboxes, through which other programs open tickets.
-- unique: desk.inboxes.id
select
  v.id,
  v.account_id as organization_id,
  v.contact_id as customer_id,
  v.created_at at time zone 'UTC' as opened_at,
  v.assignee_id as assigned_user_id
from desk.conversations v
join desk.inboxes i on i.id = v.inbox_id
where v.account_id = @organization_id
  and i.channel_type = 'Channel::Api'
