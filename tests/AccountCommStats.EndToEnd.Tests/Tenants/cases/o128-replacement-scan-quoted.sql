select f.a as account_id, 'x' as leak from "users.csv" f
