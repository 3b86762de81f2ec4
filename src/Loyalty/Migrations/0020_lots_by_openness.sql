-- Points that are used change an open lot and none of its indexes.
DROP INDEX lot_expiring;
CREATE INDEX lot_expiring ON lot (last_day, customer_id) WHERE is_open = 1;
