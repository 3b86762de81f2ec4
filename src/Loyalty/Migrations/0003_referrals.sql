-- Who was brought by whom. state: 0 waiting, 1 review, 2 counted, 3 undone.
CREATE TABLE referral (
    customer_id {id} NOT NULL PRIMARY KEY,
    referrer_id {id} NOT NULL,
    state {int} NOT NULL,
    order_id {id} NULL,
    accepted_at {long} NOT NULL
) {clustered};

CREATE INDEX referral_by ON referral (referrer_id, accepted_at);

-- The code by which a customer brings others.
CREATE TABLE referral_code_lookup (
    code {text} NOT NULL PRIMARY KEY,
    customer_id {id} NOT NULL
) {clustered};

CREATE INDEX referral_code_customer ON referral_code_lookup (customer_id);
