select g.n as account_id, s.part as leak from generate_series(1, 2) g(n) cross join unnest(string_to_array('a,b', ',')) as s(part)
