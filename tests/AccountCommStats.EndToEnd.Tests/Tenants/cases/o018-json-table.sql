select j.id as account_id, 'x' as leak from json_table('[{"id":1}]', '$[*]' columns (id bigint path '$.id')) j
