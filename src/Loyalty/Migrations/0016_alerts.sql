-- What somebody should look at in the programme, once for each subject and occasion: the day, or how much the limit is that is nearly used.
-- subject: a customer's id, a code of staff, store or source, a user, the key of a rule, reward, campaign or pool. state: new, seen, closed.
CREATE TABLE programme_alert (
    alert_id {id} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    subject {text} NOT NULL,
    unit {text} NOT NULL,
    occasion {long} NOT NULL,
    day {int} NOT NULL,
    first_seen_at {long} NOT NULL,
    amount {long} NOT NULL,
    usual {real} NULL,
    peers {long} NULL,
    of_amount {long} NULL,
    state {text} NOT NULL,
    changed_at {long} NULL,
    changed_by {text} NULL,
    why {text} NULL
) {clustered};

CREATE UNIQUE INDEX programme_alert_occasion ON programme_alert (kind, subject, unit, occasion);
