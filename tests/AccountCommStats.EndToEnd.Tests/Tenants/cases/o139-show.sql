select 1 as account_id, d.name as leak from (show tables) d
