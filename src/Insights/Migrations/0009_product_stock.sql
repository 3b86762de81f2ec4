-- How much of a product is in stock, as the shop's system or a person last told it. A product without a row is not tracked; one that
-- nobody has bought yet may have a row already, therefore the code is the key.
CREATE TABLE product_stock (
    code {text} NOT NULL PRIMARY KEY,
    quantity {real} NOT NULL,
    told_at {long} NOT NULL
) {clustered};

-- How popular a product is now: its customers lately, of a new product three times as many. Recommendations that nothing speaks for
-- are read in this order.
ALTER TABLE product_standing ADD COLUMN popularity {int} NOT NULL DEFAULT 0;

UPDATE product_standing SET popularity = lately;

CREATE INDEX product_standing_popularity ON product_standing (popularity DESC, product_id);
