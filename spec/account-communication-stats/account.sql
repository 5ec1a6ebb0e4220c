-- One row for each row of customer in the organization.
--
-- account_id: customer.id.
select
  c.id as account_id
from customer c
where c.id between @first_key and @last_key
