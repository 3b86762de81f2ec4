-- Segments that people build of conditions, with who is in them and how many were.
CREATE TABLE segment (
    segment_id {id} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    criteria {document} NOT NULL,
    created_at {long} NOT NULL,
    created_by {text} NOT NULL,
    changed_at {long} NOT NULL,
    members {long} NULL,
    counted_at {long} NULL
) {clustered};

CREATE TABLE segment_member (
    customer_id {id} NOT NULL,
    segment_id {id} NOT NULL,
    since_day {int} NOT NULL,
    PRIMARY KEY (customer_id, segment_id)
) {clustered};

CREATE INDEX segment_member_segment ON segment_member (segment_id, customer_id);

CREATE TABLE segment_count (
    segment_id {id} NOT NULL,
    day {int} NOT NULL,
    members {long} NOT NULL,
    joined {long} NOT NULL,
    departed {long} NOT NULL,
    PRIMARY KEY (segment_id, day)
) {clustered};
