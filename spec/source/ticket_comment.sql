-- ticket_comment: the comments on the organization's tickets.
select c.id, c.organization_id, c.ticket_id, c.created_at, c.author_side, c.author_user_id
from ticket_comment c
where c.organization_id = @organization_id
