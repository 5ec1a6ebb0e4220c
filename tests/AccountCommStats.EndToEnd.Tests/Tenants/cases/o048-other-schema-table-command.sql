table archive.users
