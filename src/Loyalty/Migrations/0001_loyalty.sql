-- Every version of the programme that was ever in force; a version is never changed.
CREATE TABLE programme (
    version {int} NOT NULL PRIMARY KEY,
    from_day {int} NOT NULL,
    document {document} NOT NULL,
    published_at {long} NOT NULL,
    published_by {text} NOT NULL
) {clustered};

-- The programme that is being worked on.
CREATE TABLE programme_draft (
    draft_id {int} NOT NULL PRIMARY KEY,
    document {document} NOT NULL,
    saved_at {long} NOT NULL,
    saved_by {text} NOT NULL
) {clustered};

-- Points, in the smallest part of their unit ------------------------------------------------------------------------

-- The balances of a customer's accounts in one kind of points: together they are always 0.
CREATE TABLE points_account (
    customer_id {id} NOT NULL,
    unit {text} NOT NULL,
    last_posting {long} NOT NULL,
    last_lot {long} NOT NULL,
    issued {long} NOT NULL,
    pending {long} NOT NULL,
    active {long} NOT NULL,
    held {long} NOT NULL,
    spent {long} NOT NULL,
    expired {long} NOT NULL,
    revoked {long} NOT NULL,
    transferred {long} NOT NULL,
    debt {long} NOT NULL,
    PRIMARY KEY (customer_id, unit)
) {clustered};

-- Points that were given together, and where they are now. active_day is NULL while the order is not settled, last_day where they never expire.
CREATE TABLE lot (
    customer_id {id} NOT NULL,
    lot {long} NOT NULL,
    unit {text} NOT NULL,
    granted {long} NOT NULL,
    earned_day {int} NOT NULL,
    active_day {int} NULL,
    last_day {int} NULL,
    order_id {id} NULL,
    rule {text} NULL,
    programme_version {int} NOT NULL,
    is_open {int} NOT NULL,
    pending {long} NOT NULL,
    active {long} NOT NULL,
    held {long} NOT NULL,
    spent {long} NOT NULL,
    expired {long} NOT NULL,
    revoked {long} NOT NULL,
    transferred {long} NOT NULL,
    PRIMARY KEY (customer_id, lot)
) {clustered};

CREATE INDEX lot_open ON lot (customer_id) WHERE is_open = 1;
CREATE INDEX lot_expiring ON lot (last_day, customer_id) WHERE active > 0;
CREATE INDEX lot_activating ON lot (active_day, customer_id) WHERE pending > 0;

-- Movements between two accounts of one customer: 0 issued, 1 pending, 2 active, 3 held, 4 spent, 5 expired, 6 revoked, 7 transferred, 8 debt.
CREATE TABLE posting (
    customer_id {id} NOT NULL,
    posting {long} NOT NULL,
    fact_version {long} NOT NULL,
    at {long} NOT NULL,
    day {int} NOT NULL,
    unit {text} NOT NULL,
    from_account {int} NOT NULL,
    to_account {int} NOT NULL,
    points {long} NOT NULL,
    lot {long} NOT NULL,
    reason {int} NOT NULL,
    order_id {id} NULL,
    rule {text} NULL,
    programme_version {int} NOT NULL,
    PRIMARY KEY (customer_id, posting)
) {clustered};

-- What an order gave and used, and by what it was judged.
CREATE TABLE order_points (
    customer_id {id} NOT NULL,
    order_id {id} NOT NULL,
    document {document} NOT NULL,
    PRIMARY KEY (customer_id, order_id)
) {clustered};

CREATE TABLE points_hold (
    customer_id {id} NOT NULL,
    hold_id {id} NOT NULL,
    unit {text} NOT NULL,
    parts {document} NOT NULL,
    ends_at {long} NOT NULL,
    PRIMARY KEY (customer_id, hold_id)
) {clustered};

CREATE INDEX points_hold_ending ON points_hold (ends_at);

-- Uses of points outside orders, and exchanges.
CREATE TABLE redemption (
    customer_id {id} NOT NULL,
    fact_version {long} NOT NULL,
    number {int} NOT NULL,
    unit {text} NOT NULL,
    reward {text} NULL,
    points {long} NOT NULL,
    parts {document} NOT NULL,
    is_undone {int} NOT NULL,
    PRIMARY KEY (customer_id, fact_version, number)
) {clustered};

-- What rules with limits gave, and what counts for levels. Day 0 is the sum of all days.
CREATE TABLE limit_use (
    customer_id {id} NOT NULL,
    rule {text} NOT NULL,
    day {int} NOT NULL,
    points {long} NOT NULL,
    times {long} NOT NULL,
    PRIMARY KEY (customer_id, rule, day)
) {clustered};

CREATE TABLE level_progress (
    customer_id {id} NOT NULL,
    measure {text} NOT NULL,
    day {int} NOT NULL,
    amount {long} NOT NULL,
    PRIMARY KEY (customer_id, measure, day)
) {clustered};

CREATE TABLE level_standing (
    customer_id {id} NOT NULL,
    level_set {text} NOT NULL,
    place {int} NOT NULL,
    place_before {int} NOT NULL,
    reached_day {int} NOT NULL,
    check_day {int} NULL,
    PRIMARY KEY (customer_id, level_set)
) {clustered};
