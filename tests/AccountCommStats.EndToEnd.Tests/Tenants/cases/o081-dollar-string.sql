select u.id as account_id, $x$'$y$ from archive.users $x$ || u.full_name || $$"$$ as leak from users u
