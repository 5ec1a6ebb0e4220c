select t.id as account_id, m.author_side as leak from ticket t join ticket_comment m on m.ticket_id = t.id
