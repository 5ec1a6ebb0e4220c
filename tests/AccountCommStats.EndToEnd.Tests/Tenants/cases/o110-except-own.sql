select v.id as account_id, v.id::text as leak from (values (1), (2), (11), (31)) v(id) except select u.id, u.id::text from users u
