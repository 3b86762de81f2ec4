CREATE TABLE lease (
    name {text} NOT NULL PRIMARY KEY,
    holder {id} NOT NULL,
    epoch {long} NOT NULL,
    expires_at {long} NOT NULL
) {clustered};

CREATE TABLE outbox (
    outbox_id {id} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    customer_id {id} NULL,
    body {document} NOT NULL,
    due_at {long} NOT NULL,
    attempts {int} NOT NULL DEFAULT 0
) {clustered};

CREATE INDEX outbox_due ON outbox (due_at);
CREATE INDEX outbox_customer ON outbox (customer_id);
