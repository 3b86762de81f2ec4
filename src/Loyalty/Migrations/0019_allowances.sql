-- What a till may take of a member's points while it cannot reach the program. The points lie in the hold of the same id until it ends; what was
-- taken is kept here, so that all tills together never take more than was allowed, also after the end.
CREATE TABLE allowance_lookup (
    allowance_id {id} NOT NULL PRIMARY KEY,
    customer_id {id} NOT NULL,
    unit {text} NOT NULL,
    points {long} NOT NULL,
    taken {long} NOT NULL,
    ends_at {long} NOT NULL,
    CHECK (taken >= 0 AND taken <= points)
) {clustered};
