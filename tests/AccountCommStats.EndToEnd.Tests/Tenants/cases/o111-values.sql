values (1, 'x'), (2, (select max(full_name) from users))
