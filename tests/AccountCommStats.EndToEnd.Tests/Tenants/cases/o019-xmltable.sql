select x.id as account_id, 'x' as leak from xmltable('//a' passing '<a id="1"/>' columns id bigint path '@id') x
