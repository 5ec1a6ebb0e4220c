select c.id as account_id, u.full_name as leak from customer c left join (users u join email_prop e on e.sender_user_id = u.id) on u.id = c.owner
