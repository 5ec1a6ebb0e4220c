-- customer: the account's contacts that are customers, not visitors or leads.
select
  c.id,
  c.account_id as organization_id,
  c.name,
  cast(c.custom_attributes ->> 'ownerId' as bigint) as owner,
  cast(c.custom_attributes ->> 'annualRevenue' as numeric(14,2)) as revenue
from desk.contacts c
where c.account_id = @organization_id
  and c.contact_type = 2
