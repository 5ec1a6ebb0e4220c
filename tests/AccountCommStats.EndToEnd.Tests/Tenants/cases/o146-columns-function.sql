select columns(*) from users
