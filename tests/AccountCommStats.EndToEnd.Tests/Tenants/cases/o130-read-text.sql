select 1 as account_id, f.content as leak from read_text('/etc/hostname') f
