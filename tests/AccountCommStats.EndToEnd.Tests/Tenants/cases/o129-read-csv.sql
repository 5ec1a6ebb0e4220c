select f.a as account_id, 'x' as leak from read_csv('users.csv') f
