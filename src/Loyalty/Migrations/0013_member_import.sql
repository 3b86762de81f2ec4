-- Files of members from another program. plan says how the columns are read, totals what came of it; lines_done is the last line that is durable.
CREATE TABLE member_import (
    import_id {id} NOT NULL PRIMARY KEY,
    file_name {text} NOT NULL,
    file_hash {bytes} NOT NULL,
    state {text} NOT NULL,
    lines_done {long} NOT NULL,
    preview {document} NULL,
    totals {document} NOT NULL,
    started_at {long} NOT NULL,
    changed_at {long} NOT NULL,
    started_by {text} NOT NULL
) {clustered};

-- Rows that were not taken, and lines of which the ledger has something else than the file.
CREATE TABLE member_import_reject (
    import_id {id} NOT NULL,
    line {long} NOT NULL,
    code {text} NOT NULL,
    place {text} NOT NULL,
    cell {text} NOT NULL,
    PRIMARY KEY (import_id, line)
) {clustered};

-- What a file brought into the ledger is summed from the ledger itself.
CREATE INDEX posting_imported ON posting (rule, unit) WHERE reason = 15;
