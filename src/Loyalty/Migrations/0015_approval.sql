-- Points that somebody wants to give or take and a second person has to agree to. state: waiting, approved while it is being applied, applied, rejected.
CREATE TABLE approval (
    approval_id {id} NOT NULL PRIMARY KEY,
    state {text} NOT NULL,
    unit {text} NOT NULL,
    points {long} NOT NULL,
    members {long} NOT NULL,
    reason {text} NOT NULL,
    asked_at {long} NOT NULL,
    asked_by {text} NOT NULL,
    decided_at {long} NULL,
    decided_by {text} NULL,
    decision {text} NULL,
    request_source {text} NOT NULL,
    request_key {text} NOT NULL,
    request_hash {bytes} NOT NULL
) {clustered};

CREATE UNIQUE INDEX approval_request ON approval (request_source, request_key);
CREATE INDEX approval_state ON approval (state, approval_id);

-- Whose points they are, how many of each, and what came of it: applied, or the code of a refusal.
CREATE TABLE approval_member (
    customer_id {id} NOT NULL,
    approval_id {id} NOT NULL,
    points {long} NOT NULL,
    outcome {text} NULL,
    PRIMARY KEY (customer_id, approval_id)
) {clustered};

CREATE INDEX approval_member_of ON approval_member (approval_id, customer_id);
