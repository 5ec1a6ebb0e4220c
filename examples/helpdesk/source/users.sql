-- users: the people who work for the account. One can work for several; account_users says for which.
-- unique: desk.users.id
select
  u.id,
  a.account_id as organization_id,
  u.name as full_name,
  cast(u.custom_attributes ->> 'hourlyCost' as numeric(10,2)) as hourly_cost
from desk.account_users a
join desk.users u on u.id = a.user_id
where a.account_id = @organization_id
