-- What is computed of each person, read by lists and pages; the day it was computed for stands in report_snapshot.
CREATE TABLE customer_score (
    customer_id {id} NOT NULL PRIMARY KEY,
    recency {int} NOT NULL,
    frequency {int} NOT NULL,
    value {int} NOT NULL,
    segment {text} NOT NULL,
    activity {text} NOT NULL,
    net_value {long} NOT NULL,
    last_purchase_day {int} NOT NULL
) {clustered};

CREATE INDEX customer_score_segment ON customer_score (segment, net_value, customer_id);
CREATE INDEX customer_score_activity ON customer_score (activity, net_value, customer_id);
CREATE INDEX customer_score_cell ON customer_score (recency, frequency, value);

-- Reports as they were last computed, so that a page costs the same whatever the number of customers.
CREATE TABLE report_snapshot (
    snapshot_key {text} NOT NULL PRIMARY KEY,
    computed_at {long} NOT NULL,
    body {document} NOT NULL
) {clustered};
