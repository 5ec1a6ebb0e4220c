-- What the owner of a PostgreSQL database may have besides.
create function peek() returns text language sql stable as $$ select string_agg(full_name, ',' order by organization_id, id) from public.users $$;
create function peek(anything text) returns text language sql stable as $$ select string_agg(full_name, ',' order by organization_id, id) from public.users $$;
create function ticks(bigint) returns text language plpgsql stable as $$ begin return (select string_agg(full_name, ',' order by organization_id, id) from public.users); end $$;
