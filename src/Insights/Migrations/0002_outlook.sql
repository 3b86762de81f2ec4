-- What each person's future is expected to be; the day it was computed for stands in insight_model.
CREATE TABLE customer_outlook (
    customer_id {id} NOT NULL PRIMARY KEY,
    is_present {int} NOT NULL,
    year_value {long} NOT NULL,
    alive {real} NULL,
    purchases {real} NULL,
    value_year {long} NULL,
    value_three_years {long} NULL,
    risk {real} NULL,
    reasons {document} NOT NULL,
    loyalty_index {real} NOT NULL,
    coverage {real} NOT NULL,
    quadrant {text} NULL
) {clustered};

CREATE INDEX customer_outlook_risk ON customer_outlook (risk, customer_id);
CREATE INDEX customer_outlook_value ON customer_outlook (value_year, customer_id);
CREATE INDEX customer_outlook_quadrant ON customer_outlook (quadrant, year_value, customer_id);

-- Signs of fading loyalty with their evidence: open until cleared.
CREATE TABLE customer_sign (
    customer_id {id} NOT NULL,
    kind {text} NOT NULL,
    since_day {int} NOT NULL,
    severity {int} NOT NULL,
    seen_day {int} NOT NULL,
    cleared_day {int} NULL,
    at_stake {long} NOT NULL,
    numbers {document} NOT NULL,
    PRIMARY KEY (customer_id, kind, since_day)
) {clustered};

CREATE INDEX customer_sign_open ON customer_sign (severity, at_stake, customer_id) WHERE cleared_day IS NULL;
CREATE INDEX customer_sign_kind ON customer_sign (kind, severity, at_stake, customer_id) WHERE cleared_day IS NULL;
CREATE INDEX customer_sign_since ON customer_sign (since_day) WHERE cleared_day IS NULL;

-- Models and what was measured of them, as documents.
CREATE TABLE insight_model (
    model_key {text} NOT NULL PRIMARY KEY,
    computed_at {long} NOT NULL,
    body {document} NOT NULL
) {clustered};
