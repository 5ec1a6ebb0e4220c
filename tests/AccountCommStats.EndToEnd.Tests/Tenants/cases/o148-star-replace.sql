select * replace (1 as id) from users
