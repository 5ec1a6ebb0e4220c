-- user_api_token: the inboxes. They have no user, and count as connected since 2000.
select
  i.id,
  i.account_id as organization_id,
  cast(null as bigint) as user_id,
  case i.channel_type when 'Channel::Email' then 'email' when 'Channel::Api' then 'ticket' else 'chat' end as channel,
  i.channel_type as provider,
  timestamptz '2000-01-01 00:00:00+00' as connected_at,
  cast(null as timestamptz) as revoked_at
from desk.inboxes i
where i.account_id = @organization_id
