-- user_api_token: how the organization's users are connected to each channel. The token itself is a secret: nothing selects it.
select t.id, t.organization_id, t.user_id, t.channel, t.provider, t.connected_at, t.revoked_at
from user_api_token t
where t.organization_id = @organization_id
