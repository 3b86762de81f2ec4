-- Points of many customers that are given or taken at once, as an approval in state 'preview' until somebody confirms it. origin: the file's
-- name; empty where a condition said who. refused_lines: the first lines that were not taken, with the reason.
CREATE TABLE adjustment_batch (
    approval_id {id} NOT NULL PRIMARY KEY,
    origin {text} NOT NULL,
    lines {long} NOT NULL,
    refused {long} NOT NULL,
    refused_lines {document} NOT NULL
) {clustered};
