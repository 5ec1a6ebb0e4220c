select u.id as account_id, u.full_name as leak -- no line break from archive.users u
from users u
