select p.id as account_id, p.value as leak from (unpivot users on full_name) p
