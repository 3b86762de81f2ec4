-- Movements of points by day, summed in the ledger's own transactions. A node adds to its own slot, so that nodes seldom wait for each other.
CREATE TABLE points_by_day (
    day {int} NOT NULL,
    unit {text} NOT NULL,
    from_account {int} NOT NULL,
    to_account {int} NOT NULL,
    reason {int} NOT NULL,
    slot {int} NOT NULL,
    points {long} NOT NULL,
    PRIMARY KEY (day, unit, from_account, to_account, reason, slot)
) {clustered};

INSERT INTO points_by_day (day, unit, from_account, to_account, reason, slot, points)
SELECT day, unit, from_account, to_account, reason, 0, CAST(sum(points) AS {long}) FROM posting GROUP BY day, unit, from_account, to_account, reason;

-- Points that are not used yet, by their last day; 2147483647 where they never expire.
CREATE TABLE points_outstanding (
    unit {text} NOT NULL,
    last_day {int} NOT NULL,
    slot {int} NOT NULL,
    active {long} NOT NULL,
    pending {long} NOT NULL,
    PRIMARY KEY (unit, last_day, slot)
) {clustered};

INSERT INTO points_outstanding (unit, last_day, slot, active, pending)
SELECT unit, coalesce(last_day, 2147483647), 0, CAST(sum(active + held) AS {long}), CAST(sum(pending) AS {long}) FROM lot WHERE is_open = 1
GROUP BY unit, coalesce(last_day, 2147483647);

-- The health of the programme as it was last worked out, whole: opening it costs the same however many members there are.
CREATE TABLE programme_health (
    health_id {int} NOT NULL PRIMARY KEY,
    document {document} NOT NULL,
    computed_at {long} NOT NULL
) {clustered};
