-- What hindered a customer, by day, counted in the transaction of the fact that told it. is_new: not yet in hindrance_day.
CREATE TABLE hindrance (
    customer_id {id} NOT NULL,
    kind {text} NOT NULL,
    subject {text} NOT NULL,
    day {int} NOT NULL,
    times {long} NOT NULL,
    is_new {int} NOT NULL,
    PRIMARY KEY (customer_id, kind, subject, day)
) {clustered};

CREATE INDEX hindrance_new ON hindrance (kind, day) WHERE is_new = 1;
CREATE INDEX hindrance_what ON hindrance (kind, subject, day);

-- The same over all customers; beside it the orders and the searches of a day, among which it happened.
CREATE TABLE hindrance_day (
    kind {text} NOT NULL,
    subject {text} NOT NULL,
    day {int} NOT NULL,
    times {long} NOT NULL,
    customers {long} NOT NULL,
    PRIMARY KEY (kind, subject, day)
) {clustered};

CREATE INDEX hindrance_day_lately ON hindrance_day (kind, day);

-- What stands in customers' way. What was found has a kind and a subject and no title of its own; what people tell may name the kind by which it is counted.
CREATE TABLE obstacle (
    obstacle_id {id} NOT NULL PRIMARY KEY,
    is_found {int} NOT NULL,
    kind {text} NOT NULL,
    subject {text} NOT NULL,
    moment {text} NOT NULL,
    title {text} NOT NULL,
    about {text} NOT NULL,
    state {text} NOT NULL,
    is_open {int} NOT NULL,
    owner_id {id} NULL,
    owner {text} NULL,
    due_day {int} NULL,
    removed_day {int} NULL,
    seen_day {int} NULL,
    times {long} NULL,
    customers {long} NULL,
    at_stake {long} NULL,
    opened_at {long} NOT NULL,
    opened_by {text} NOT NULL,
    changed_at {long} NOT NULL
) {clustered};

CREATE UNIQUE INDEX obstacle_found ON obstacle (kind, subject) WHERE is_found = 1 AND is_open = 1;
CREATE INDEX obstacle_state ON obstacle (state, obstacle_id);
CREATE INDEX obstacle_moment ON obstacle (moment, obstacle_id);

-- Who changed what, and when; with the key of the request, under which its repeat changes nothing.
CREATE TABLE obstacle_entry (
    obstacle_id {id} NOT NULL,
    entry_id {id} NOT NULL,
    at {long} NOT NULL,
    by_whom {text} NOT NULL,
    state {text} NOT NULL,
    note {text} NULL,
    request_source {text} NULL,
    request_key {text} NULL,
    request_hash {bytes} NULL,
    PRIMARY KEY (obstacle_id, entry_id)
) {clustered};

CREATE UNIQUE INDEX obstacle_entry_request ON obstacle_entry (request_source, request_key) WHERE request_key IS NOT NULL;

-- How far something has come that is done bit by bit or once a day.
CREATE TABLE care_work (
    work {text} NOT NULL PRIMARY KEY,
    day {int} NOT NULL,
    place {text} NOT NULL
) {clustered};
