-- Who asked, told apart from others of the same name. Null for what was asked earlier: there the name tells.
ALTER TABLE approval ADD COLUMN asked_by_person {id} NULL;
