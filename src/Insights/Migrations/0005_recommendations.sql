-- Which products go with which, and how long a product lasts; computed of everybody's purchases.
CREATE TABLE product_related (
    product_id {int} NOT NULL,
    other_id {int} NOT NULL,
    weight {real} NOT NULL,
    PRIMARY KEY (product_id, other_id)
) {clustered};

CREATE TABLE product_companion (
    product_id {int} NOT NULL,
    other_id {int} NOT NULL,
    together {int} NOT NULL,
    confidence {real} NOT NULL,
    lift {real} NOT NULL,
    lift_low {real} NOT NULL,
    lift_high {real} NOT NULL,
    PRIMARY KEY (product_id, other_id)
) {clustered};

CREATE TABLE product_standing (
    product_id {int} NOT NULL PRIMARY KEY,
    customers {int} NOT NULL,
    lately {int} NOT NULL,
    lasts_days {real} NULL,
    repeats {int} NOT NULL
) {clustered};

CREATE INDEX product_standing_lately ON product_standing (lately, product_id);
