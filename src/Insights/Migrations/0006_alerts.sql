-- Measures that left their band: one row for each change, however many days it lasts.
CREATE TABLE insight_alert (
    measure {text} NOT NULL,
    first_day {int} NOT NULL,
    last_day {int} NOT NULL,
    direction {int} NOT NULL,
    value {real} NOT NULL,
    expected {real} NOT NULL,
    low {real} NOT NULL,
    high {real} NOT NULL,
    parts {document} NOT NULL,
    seen_at {long} NULL,
    seen_by {text} NULL,
    PRIMARY KEY (measure, first_day)
) {clustered};

CREATE INDEX insight_alert_day ON insight_alert (last_day);

-- What acquiring and keeping customers cost, as entered by hand.
CREATE TABLE growth_cost (
    month_day {int} NOT NULL,
    purpose {text} NOT NULL,
    channel {text} NOT NULL,
    amount {long} NOT NULL,
    PRIMARY KEY (month_day, purpose, channel)
) {clustered};
