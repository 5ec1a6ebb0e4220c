select account_id: u.id, leak: u.full_name from users u
