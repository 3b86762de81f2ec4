CREATE TABLE user_account (
    user_id {id} NOT NULL PRIMARY KEY,
    email {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    role {text} NOT NULL,
    password_hash {text} NOT NULL,
    language {text} NULL,
    stamp {text} NOT NULL,
    created_at {long} NOT NULL,
    disabled_at {long} NULL
) {clustered};

-- One-time links: the owner's first visit, sign-in from the terminal, invitations. Only hashes are kept.
CREATE TABLE access_link (
    link_hash {bytes} NOT NULL PRIMARY KEY,
    purpose {text} NOT NULL,
    user_id {id} NULL,
    expires_at {long} NOT NULL
) {clustered};

CREATE TABLE api_key (
    key_id {id} NOT NULL PRIMARY KEY,
    key_hash {bytes} NOT NULL UNIQUE,
    name {text} NOT NULL,
    source {text} NOT NULL,
    scopes {text} NOT NULL,
    created_at {long} NOT NULL,
    created_by {text} NOT NULL,
    last_used_day {int} NULL,
    revoked_at {long} NULL
) {clustered};

CREATE TABLE administrative_act (
    act_id {id} NOT NULL PRIMARY KEY,
    at {long} NOT NULL,
    actor {text} NOT NULL,
    act {text} NOT NULL,
    subject {text} NOT NULL
) {clustered};

-- Keys of cookies and tokens, for nodes that share one database; sealed with REGULARS_SECRET.
CREATE TABLE key_ring (
    name {text} NOT NULL PRIMARY KEY,
    body {document} NOT NULL
) {clustered};
