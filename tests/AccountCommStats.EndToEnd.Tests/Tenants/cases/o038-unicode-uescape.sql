select u.id as account_id, u.full_name as leak from U&"!0075sers" uescape '!' u
