-- Gift cards belong to whoever holds them. Amounts are minor units; the accounts issued, balance, spent and expired are together always 0.
CREATE TABLE gift_card (
    card_id {id} NOT NULL PRIMARY KEY,
    last_four {text} NOT NULL,
    currency {text} NOT NULL,
    issued {long} NOT NULL,
    balance {long} NOT NULL,
    spent {long} NOT NULL,
    expired {long} NOT NULL,
    last_posting {long} NOT NULL,
    last_day {int} NULL,
    is_blocked {int} NOT NULL,
    blocked_at {long} NULL,
    blocked_by {text} NULL,
    issued_at {long} NOT NULL,
    issued_by {text} NOT NULL
) {clustered};

CREATE INDEX gift_card_expiring ON gift_card (last_day, card_id) WHERE balance > 0;

-- The code is kept as a keyed hash.
CREATE TABLE gift_card_lookup (
    code_hash {bytes} NOT NULL PRIMARY KEY,
    card_id {id} NOT NULL
) {clustered};

-- Movements between two accounts of one card: 0 issued, 1 card, 2 spent, 3 expired. Block and unblock move nothing.
CREATE TABLE gift_card_posting (
    card_id {id} NOT NULL,
    posting {long} NOT NULL,
    at {long} NOT NULL,
    from_account {int} NOT NULL,
    to_account {int} NOT NULL,
    amount {long} NOT NULL,
    reason {int} NOT NULL,
    reference {text} NULL,
    moved_by {text} NOT NULL,
    PRIMARY KEY (card_id, posting)
) {clustered};
