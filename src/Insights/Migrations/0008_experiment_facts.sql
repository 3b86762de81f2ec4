-- Experiments whose assignments still have to be written into the customers' stories, and how far that has come.
CREATE TABLE experiment_recording (
    experiment_id {id} NOT NULL PRIMARY KEY,
    after_customer {id} NULL,
    recorded {long} NOT NULL
) {clustered};

INSERT INTO experiment_recording (experiment_id, after_customer, recorded) SELECT experiment_id, NULL, 0 FROM experiment;
