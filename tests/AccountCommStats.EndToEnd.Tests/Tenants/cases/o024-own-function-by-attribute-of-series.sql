select g.generate_series as account_id, g.ticks as leak from generate_series(1, 2) g
