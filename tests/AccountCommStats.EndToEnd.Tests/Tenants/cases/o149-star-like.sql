select u.* like 'i%' from users u
