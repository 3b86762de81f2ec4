-- What everybody together has used of something that is limited for everybody: 'budget:RULE' in smallest parts, 'stock:REWARD' in pieces.
CREATE TABLE shared_limit (
    limit_key {text} NOT NULL PRIMARY KEY,
    used {long} NOT NULL
) {clustered};

-- Codes that are given for points. reissues: whether a code that was given back may go to somebody else.
CREATE TABLE code_pool (
    pool {text} NOT NULL PRIMARY KEY,
    reissues {int} NOT NULL,
    codes {long} NOT NULL,
    codes_left {long} NOT NULL
) {clustered};

-- state: 0 unused, 1 taken, 2 given back. Whose it is is NULL while it is unused.
CREATE TABLE pool_code_lookup (
    pool {text} NOT NULL,
    code {text} NOT NULL,
    state {int} NOT NULL,
    customer_id {id} NULL,
    fact_version {long} NULL,
    number {int} NULL,
    PRIMARY KEY (pool, code)
) {clustered};

CREATE INDEX pool_code_unused ON pool_code_lookup (pool, code) WHERE state = 0;
CREATE INDEX pool_code_customer ON pool_code_lookup (customer_id, fact_version, number);

-- The first answers to requests that do not go through intake, for their repeats; kept for ever.
CREATE TABLE loyalty_request_lookup (
    source {text} NOT NULL,
    request_key {text} NOT NULL,
    request_hash {bytes} NOT NULL,
    answer {document} NOT NULL,
    answered_at {long} NOT NULL,
    PRIMARY KEY (source, request_key)
) {clustered};

-- What was redeemed before is fulfilled, and counts for no limit: programme_version is 0.
ALTER TABLE redemption ADD COLUMN is_fulfilled {int} NOT NULL DEFAULT 1;
ALTER TABLE redemption ADD COLUMN taken_at {long} NOT NULL DEFAULT 0;
ALTER TABLE redemption ADD COLUMN last_day {int} NULL;
ALTER TABLE redemption ADD COLUMN programme_version {int} NOT NULL DEFAULT 0;

CREATE INDEX redemption_open ON redemption (taken_at, customer_id, fact_version, number) WHERE is_fulfilled = 0 AND is_undone = 0;
CREATE INDEX redemption_reward ON redemption (reward, is_fulfilled) WHERE reward IS NOT NULL AND is_undone = 0;
