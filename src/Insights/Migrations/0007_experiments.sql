-- Trials of something that is done for some customers and not for others, drawn by chance.
CREATE TABLE experiment (
    experiment_id {id} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    about {text} NOT NULL,
    held_out {real} NOT NULL,
    days {int} NOT NULL,
    cost_each {long} NOT NULL,
    started_day {int} NOT NULL,
    started_at {long} NOT NULL,
    started_by {text} NOT NULL
) {clustered};

CREATE TABLE experiment_member (
    customer_id {id} NOT NULL,
    experiment_id {id} NOT NULL,
    arm {int} NOT NULL,
    PRIMARY KEY (customer_id, experiment_id)
) {clustered};

CREATE INDEX experiment_member_experiment ON experiment_member (experiment_id, customer_id);
