-- The last day on which the clock was believed; jumped_day and jumped_at tell of a jump ahead that nobody confirmed yet. One row.
CREATE TABLE points_clock (
    clock_id {int} NOT NULL PRIMARY KEY,
    seen_day {int} NOT NULL,
    seen_at {long} NOT NULL,
    jumped_day {int} NULL,
    jumped_at {long} NULL
) {clustered};
