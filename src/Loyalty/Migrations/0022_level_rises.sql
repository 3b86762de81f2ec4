-- The standing that the last rise replaced, where that was a rise too and not checked since: a return leads back to it.
ALTER TABLE level_standing ADD COLUMN earlier {text} NULL;
