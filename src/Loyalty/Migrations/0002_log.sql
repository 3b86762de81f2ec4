-- The public log of the ledger: each ledger transaction is one leaf -------------------------------------------------

-- One ledger transaction of a customer: its postings, and the commitment to them that is public. Erasing the salt erases the link.
-- leaf_index is NULL until the transaction has its place in a log.
CREATE TABLE ledger_transaction (
    customer_id {id} NOT NULL,
    posting {long} NOT NULL,
    last_posting {long} NOT NULL,
    entry {bytes} NOT NULL,
    salt {bytes} NULL,
    log_id {int} NULL,
    leaf_index {long} NULL,
    PRIMARY KEY (customer_id, posting)
) {clustered};

CREATE INDEX ledger_transaction_waiting ON ledger_transaction (customer_id, posting) WHERE leaf_index IS NULL;

-- The logs; the newest grows, the others are closed. checkpoint is the last signed one.
CREATE TABLE log_state (
    log_id {int} NOT NULL PRIMARY KEY,
    origin {text} NOT NULL,
    size {long} NOT NULL,
    root {bytes} NOT NULL,
    checkpoint {text} NULL
) {clustered};

-- Tiles in their widest form; entries lie in bundles beside the tiles of level 0.
CREATE TABLE log_tile (
    log_id {int} NOT NULL,
    level {int} NOT NULL,
    tile_index {long} NOT NULL,
    hashes {bytes} NOT NULL,
    PRIMARY KEY (log_id, level, tile_index)
) {heap};

CREATE TABLE log_entries (
    log_id {int} NOT NULL,
    tile_index {long} NOT NULL,
    entries {bytes} NOT NULL,
    PRIMARY KEY (log_id, tile_index)
) {heap};
