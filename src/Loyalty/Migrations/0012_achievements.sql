-- What customers reached: 'challenge:KEY' in a period (the number of its first day; 0, 1, 2 … where the calendar does not count), 'milestone:KEY'
-- (which purchase, year since the first one, or calendar year). lot: the points given for it, 0 for none. What was undone stays with is_held 0.
CREATE TABLE achievement (
    customer_id {id} NOT NULL,
    achievement {text} NOT NULL,
    period {int} NOT NULL,
    is_held {int} NOT NULL,
    reached_day {int} NOT NULL,
    programme_version {int} NOT NULL,
    lot {long} NOT NULL,
    badge {text} NULL,
    order_id {id} NULL,
    PRIMARY KEY (customer_id, achievement, period)
) {clustered};

-- What facts other than orders counted for challenges; orders say it themselves. The sums are in level_progress under 'challenge:KEY'.
CREATE TABLE challenge_step (
    customer_id {id} NOT NULL,
    fact_version {long} NOT NULL,
    challenge {text} NOT NULL,
    day {int} NOT NULL,
    amount {long} NOT NULL,
    PRIMARY KEY (customer_id, fact_version, challenge)
) {clustered};

-- Surprises, by hand where campaign is NULL, and who was held out from one. Amounts in smallest parts; cost: what it takes of a budget.
CREATE TABLE gift (
    customer_id {id} NOT NULL,
    fact_version {long} NOT NULL,
    given_at {long} NOT NULL,
    day {int} NOT NULL,
    campaign {text} NULL,
    is_held_out {int} NOT NULL,
    unit {text} NULL,
    points {long} NOT NULL,
    cost {long} NOT NULL,
    reward {text} NULL,
    note {text} NULL,
    reason {text} NULL,
    given_by {text} NULL,
    programme_version {int} NOT NULL,
    PRIMARY KEY (customer_id, fact_version)
) {clustered};

CREATE INDEX gift_campaign ON gift (campaign, customer_id, day);
CREATE INDEX gift_given ON gift (given_at, customer_id, fact_version) WHERE is_held_out = 0;

-- Up to which day, and by which version of the programme, something that is done once a day was done.
CREATE TABLE daily_work (
    work {text} NOT NULL PRIMARY KEY,
    day {int} NOT NULL,
    programme_version {int} NOT NULL
) {clustered};
