-- Why a risk is high is told when it is asked for, by the model that is kept.
DROP INDEX customer_outlook_risk;

ALTER TABLE customer_outlook DROP COLUMN reasons;

-- Nothing is read in these orders, and each would be written with every change.
DROP INDEX customer_score_cell;

DROP INDEX customer_sign_since;

-- Only those who have a place in the matrix are looked for in it.
DROP INDEX customer_outlook_quadrant;

CREATE INDEX customer_outlook_quadrant ON customer_outlook (quadrant, year_value, customer_id) WHERE quadrant IS NOT NULL;

-- One customer's figures are asked for again, so that the model is kept from now on.
INSERT INTO refresh_customer (customer_id, since) SELECT customer_id, 0 FROM customer_outlook WHERE true LIMIT 1 ON CONFLICT (customer_id) DO NOTHING;
