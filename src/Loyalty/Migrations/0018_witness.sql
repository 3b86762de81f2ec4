-- Who confirms that the log only grows: what each witness signed last, and why it last did not.
CREATE TABLE log_witness (
    name {text} NOT NULL PRIMARY KEY,
    address {text} NOT NULL,
    verifier_key {text} NOT NULL,
    log_id {int} NOT NULL,
    size {long} NOT NULL,
    signed_at {long} NULL,
    problem {text} NULL
) {clustered};

-- The newest checkpoint that witnesses signed, with their signatures below that of the log.
ALTER TABLE log_state ADD COLUMN witnessed {text} NULL;
