-- What the owner of a DuckDB database may have besides.
create macro peek(anything) as (select string_agg(full_name, ',' order by organization_id, id) from main.users);
create macro all_of() as table select id, full_name from main.users;
