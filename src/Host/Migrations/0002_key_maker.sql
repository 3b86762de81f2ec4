-- The account that made a key, so that the two are known as one person. Null where it was made in the terminal.
ALTER TABLE api_key ADD COLUMN created_by_user {id} NULL;

-- Of earlier keys the name of the maker was kept; it tells the account where no other has the same.
UPDATE api_key SET created_by_user = (SELECT u.user_id FROM user_account u WHERE u.name = api_key.created_by)
WHERE (SELECT count(*) FROM user_account u WHERE u.name = api_key.created_by) = 1;
