-- How members show who they are ------------------------------------------------------------------------------------

-- The member's short number, and the last step of their changing code that was accepted: none is accepted twice.
CREATE TABLE member_code (
    customer_id {id} NOT NULL PRIMARY KEY,
    number {long} NOT NULL,
    last_step {long} NOT NULL
) {clustered};

CREATE TABLE member_number_lookup (
    number {long} NOT NULL PRIMARY KEY,
    customer_id {id} NOT NULL
) {clustered};

-- Links to members' own pages, kept as hashes.
CREATE TABLE member_link_lookup (
    token_hash {bytes} NOT NULL PRIMARY KEY,
    customer_id {id} NOT NULL,
    made_at {long} NOT NULL,
    made_by {text} NOT NULL,
    revoked_at {long} NULL,
    revoked_by {text} NULL
) {clustered};

CREATE INDEX member_link_customer ON member_link_lookup (customer_id);
