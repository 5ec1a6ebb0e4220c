select v.account_id, v.leak from (values (1, (select max(full_name) from archive.users))) v(account_id, leak)
