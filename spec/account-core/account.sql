-- One row for each row of customer in the organization.
--
-- account_id: customer.id.
-- account_name: customer.name, as it is at the snapshot.
-- owner_id: users.id of the account's owner; NULL if nobody owns it.
-- organization_id: customer.organization_id, the same in every row.
-- revenue: Annual revenue in dollars; NULL if it is not known.
select
  c.id as account_id,
  c.name as account_name,
  c.owner as owner_id,
  c.organization_id,
  c.revenue
from customer c
where c.id between @first_key and @last_key
