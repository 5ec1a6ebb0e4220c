from users
