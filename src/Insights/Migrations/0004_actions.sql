-- What is proposed to be done for customers, and what became of it. Who is held out is proposed nothing, so that the effect can be measured.
CREATE TABLE customer_action (
    customer_id {id} NOT NULL,
    kind {text} NOT NULL,
    proposed_day {int} NOT NULL,
    reason {text} NOT NULL,
    numbers {document} NOT NULL,
    priority {int} NOT NULL,
    worth {long} NOT NULL,
    state {text} NOT NULL,
    until_day {int} NULL,
    decided_at {long} NULL,
    decided_by {text} NULL,
    note {text} NULL,
    PRIMARY KEY (customer_id, kind, proposed_day)
) {clustered};

CREATE INDEX customer_action_open ON customer_action (priority, worth, customer_id, kind) WHERE state = 'open';
CREATE INDEX customer_action_kind ON customer_action (kind, priority, worth, customer_id) WHERE state = 'open';
CREATE INDEX customer_action_day ON customer_action (proposed_day);
