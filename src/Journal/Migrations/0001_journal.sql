-- The business and its dimensions -------------------------------------------------------------------------------------

CREATE TABLE business (
    business_id {int} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    currency {text} NOT NULL,
    time_zone {text} NOT NULL,
    settings {document} NOT NULL,
    created_at {long} NOT NULL
) {heap};

-- Stores, channels, sources, staff, countries and categories: small numbers for what is said on every fact. 0 is "not said".
CREATE TABLE dimension (
    dimension_id {serial},
    kind {text} NOT NULL,
    code {text} NOT NULL,
    UNIQUE (kind, code)
) {heap};

CREATE TABLE product (
    product_id {serial},
    code {text} NOT NULL UNIQUE,
    name {text} NULL,
    category_id {int} NOT NULL,
    cost {long} NULL
) {heap};

CREATE TABLE fact_kind (
    kind {text} NOT NULL PRIMARY KEY,
    schema_version {int} NOT NULL,
    retention_days {int} NULL
) {clustered};

-- Customers -----------------------------------------------------------------------------------------------------------

-- One record as it came to be known, with its running totals; group_id names the record it is merged into, or itself.
CREATE TABLE customer (
    customer_id {id} NOT NULL PRIMARY KEY,
    group_id {id} NOT NULL,
    created_at {long} NOT NULL,
    first_purchase_day {int} NULL,
    last_purchase_day {int} NULL,
    orders {long} NOT NULL,
    gross {long} NOT NULL,
    returned {long} NOT NULL,
    refused {long} NOT NULL,
    cancelled {long} NOT NULL,
    erased_at {long} NULL
) {clustered};

CREATE INDEX customer_group ON customer (group_id);

CREATE TABLE customer_profile (
    customer_id {id} NOT NULL PRIMARY KEY,
    name {text} NULL,
    language {text} NULL,
    birthday {int} NULL,
    country {text} NULL,
    city {text} NULL,
    age_group {text} NULL,
    income_band {text} NULL,
    -- The same, folded for comparison.
    folded_country {text} NULL,
    folded_city {text} NULL,
    folded_age_group {text} NULL,
    folded_income_band {text} NULL
) {clustered};

CREATE TABLE customer_attribute (
    customer_id {id} NOT NULL,
    name {text} NOT NULL,
    text_value {text} NULL,
    folded_text {text} NULL,
    number_value {real} NULL,
    day_value {int} NULL,
    PRIMARY KEY (customer_id, name)
) {clustered};

CREATE TABLE identity (
    customer_id {id} NOT NULL,
    kind {int} NOT NULL,
    value {text} NOT NULL,
    shown {text} NOT NULL,
    source_id {int} NOT NULL,
    recorded_at {long} NOT NULL,
    verified_at {long} NULL,
    PRIMARY KEY (customer_id, kind, value)
) {clustered};

CREATE TABLE identity_lookup (
    kind {int} NOT NULL,
    value {text} NOT NULL,
    customer_id {id} NOT NULL,
    PRIMARY KEY (kind, value)
) {clustered};

CREATE TABLE customer_link (
    customer_id {id} NOT NULL,
    linked_at {long} NOT NULL,
    into_id {id} NOT NULL,
    linked_by {text} NOT NULL,
    unlinked_at {long} NULL,
    PRIMARY KEY (customer_id, linked_at)
) {clustered};

CREATE TABLE merge_proposal (
    customer_id {id} NOT NULL,
    other_id {id} NOT NULL,
    identity_kind {int} NOT NULL,
    proposed_at {long} NOT NULL,
    decided_at {long} NULL,
    PRIMARY KEY (customer_id, other_id)
) {clustered};

CREATE INDEX merge_proposal_other ON merge_proposal (other_id);
CREATE INDEX merge_proposal_open ON merge_proposal (customer_id) WHERE decided_at IS NULL;

CREATE TABLE consent (
    customer_id {id} NOT NULL,
    purpose {text} NOT NULL,
    channel {text} NOT NULL,
    granted {int} NOT NULL,
    source_id {int} NOT NULL,
    wording {text} NOT NULL,
    changed_at {long} NOT NULL,
    PRIMARY KEY (customer_id, purpose, channel)
) {clustered};

-- Keyed hashes of the identities of people who were erased: imports must not bring them back.
CREATE TABLE suppression (
    value_hash {bytes} NOT NULL PRIMARY KEY,
    recorded_at {long} NOT NULL
) {clustered};

-- The journal ---------------------------------------------------------------------------------------------------------

CREATE TABLE fact (
    customer_id {id} NOT NULL,
    version {long} NOT NULL,
    kind {text} NOT NULL,
    origin {int} NOT NULL,
    occurred_at {long} NOT NULL,
    day {int} NOT NULL,
    recorded_at {long} NOT NULL,
    identity_kind {int} NULL,
    source_id {int} NOT NULL,
    store_id {int} NOT NULL,
    channel_id {int} NOT NULL,
    staff_id {int} NOT NULL,
    order_id {id} NULL,
    currency {text} NULL,
    rate {decimal} NULL,
    amount {long} NULL,
    -- What can be erased: what the fact says beyond kind, time and amount, and the key of the request that told it,
    -- under which request_lookup has the answer.
    content {document} NULL,
    request_key {text} NULL,
    PRIMARY KEY (customer_id, version)
) {clustered};

-- The answers given, kept for repeats. customer_id names whose they are where no fact of theirs names the key.
CREATE TABLE request_lookup (
    source_id {int} NOT NULL,
    request_key {text} NOT NULL,
    request_hash {bytes} NOT NULL,
    customer_id {id} NULL,
    answer {document} NOT NULL,
    recorded_at {long} NOT NULL,
    PRIMARY KEY (source_id, request_key)
) {clustered};

CREATE INDEX request_lookup_customer ON request_lookup (customer_id) WHERE customer_id IS NOT NULL;

-- Orders --------------------------------------------------------------------------------------------------------------

-- Amounts are in the business's currency; currency and rate say what the order was in.
CREATE TABLE purchase_order (
    customer_id {id} NOT NULL,
    order_id {id} NOT NULL,
    source_id {int} NOT NULL,
    store_id {int} NOT NULL,
    channel_id {int} NOT NULL,
    staff_id {int} NOT NULL,
    country_id {int} NOT NULL,
    number {text} NOT NULL,
    state {int} NOT NULL,
    placed_at {long} NOT NULL,
    day {int} NOT NULL,
    changed_at {long} NULL,
    currency {text} NOT NULL,
    rate {decimal} NOT NULL,
    gross {long} NOT NULL,
    discount {long} NOT NULL,
    returned {long} NOT NULL,
    returned_at {long} NULL,
    returned_day {int} NOT NULL,
    cost {long} NULL,
    lines {int} NOT NULL,
    payment {text} NULL,
    return_of {text} NULL,
    content_hash {bytes} NOT NULL,
    PRIMARY KEY (customer_id, order_id)
) {clustered};

-- The lines as one document: [[product, quantity, unit price, value, returned, category, cost], …].
CREATE TABLE order_lines (
    customer_id {id} NOT NULL,
    order_id {id} NOT NULL,
    document {document} NOT NULL,
    PRIMARY KEY (customer_id, order_id)
) {heap};

CREATE TABLE order_lookup (
    source_id {int} NOT NULL,
    store_id {int} NOT NULL,
    number {text} NOT NULL,
    customer_id {id} NOT NULL,
    order_id {id} NOT NULL,
    PRIMARY KEY (source_id, store_id, number)
) {clustered};

CREATE INDEX order_lookup_number ON order_lookup (number);

CREATE TABLE anonymous_sale (
    source_id {int} NOT NULL,
    store_id {int} NOT NULL,
    number {text} NOT NULL,
    channel_id {int} NOT NULL,
    country_id {int} NOT NULL,
    state {int} NOT NULL,
    placed_at {long} NOT NULL,
    day {int} NOT NULL,
    gross {long} NOT NULL,
    returned {long} NOT NULL,
    returned_day {int} NOT NULL,
    content_hash {bytes} NOT NULL,
    document {document} NOT NULL,
    PRIMARY KEY (source_id, store_id, number)
) {clustered};

-- Rollups -------------------------------------------------------------------------------------------------------------

CREATE TABLE customer_day (
    customer_id {id} NOT NULL,
    day {int} NOT NULL,
    store_id {int} NOT NULL,
    channel_id {int} NOT NULL,
    country_id {int} NOT NULL,
    orders {long} NOT NULL,
    gross {long} NOT NULL,
    returned {long} NOT NULL,
    refused {long} NOT NULL,
    cancelled {long} NOT NULL,
    PRIMARY KEY (customer_id, day, store_id, channel_id, country_id)
) {clustered};

CREATE TABLE customer_category_day (
    customer_id {id} NOT NULL,
    day {int} NOT NULL,
    category_id {int} NOT NULL,
    orders {long} NOT NULL,
    gross {long} NOT NULL,
    returned {long} NOT NULL,
    PRIMARY KEY (customer_id, day, category_id)
) {clustered};

-- What lists and searches read: one row per person, merged records summed up.
-- Day 0 (1970-01-01) stands for never.
CREATE TABLE customer_list (
    customer_id {id} NOT NULL PRIMARY KEY,
    name {text} NULL,
    sort_name {text} NOT NULL,
    first_purchase_day {int} NOT NULL,
    last_purchase_day {int} NOT NULL,
    orders {long} NOT NULL,
    gross {long} NOT NULL,
    returned {long} NOT NULL
) {clustered};

CREATE INDEX customer_list_last ON customer_list (last_purchase_day, customer_id);
CREATE INDEX customer_list_gross ON customer_list (gross, customer_id);
CREATE INDEX customer_list_orders ON customer_list (orders, customer_id);
CREATE INDEX customer_list_name ON customer_list (sort_name, customer_id);

CREATE TABLE customer_search_lookup (
    token {text} NOT NULL,
    customer_id {id} NOT NULL,
    PRIMARY KEY (token, customer_id)
) {clustered};

CREATE INDEX customer_search_customer ON customer_search_lookup (customer_id);

-- Customers whose scores are to be computed again, written with what changed them.
CREATE TABLE refresh_customer (
    customer_id {id} NOT NULL PRIMARY KEY,
    since {long} NOT NULL
) {clustered};

-- Imports -------------------------------------------------------------------------------------------------------------

CREATE TABLE import_run (
    import_id {id} NOT NULL PRIMARY KEY,
    file_name {text} NOT NULL,
    file_hash {bytes} NOT NULL,
    plan {document} NOT NULL,
    state {text} NOT NULL,
    items_done {long} NOT NULL,
    totals {document} NOT NULL,
    started_at {long} NOT NULL,
    changed_at {long} NOT NULL,
    started_by {text} NOT NULL
) {clustered};

CREATE INDEX import_run_file ON import_run (file_hash);

CREATE TABLE import_reject (
    import_id {id} NOT NULL,
    ordinal {long} NOT NULL,
    line {long} NOT NULL,
    body {document} NOT NULL,
    PRIMARY KEY (import_id, ordinal)
) {clustered};

CREATE TABLE import_mapping (
    shape_hash {text} NOT NULL PRIMARY KEY,
    mapping {document} NOT NULL,
    saved_at {long} NOT NULL
) {clustered};
