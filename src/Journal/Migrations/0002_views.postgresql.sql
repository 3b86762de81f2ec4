-- For reporting tools: times as timestamps, days as dates, amounts as decimals, names instead of numbers.

CREATE VIEW customers_readable AS
SELECT l.customer_id,
       l.name,
       CASE WHEN l.first_purchase_day > 0 THEN date '1970-01-01' + l.first_purchase_day END AS first_purchase,
       CASE WHEN l.last_purchase_day > 0 THEN date '1970-01-01' + l.last_purchase_day END AS last_purchase,
       l.orders,
       l.gross / power(10::numeric, b.digits) AS gross,
       l.returned / power(10::numeric, b.digits) AS returned,
       b.currency
FROM customer_list l
CROSS JOIN (
    SELECT currency,
           CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 0
                WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3
                ELSE 2 END AS digits
    FROM business
) b;

CREATE VIEW orders_readable AS
SELECT o.customer_id,
       o.order_id,
       o.number,
       (ARRAY['sold', 'pending', 'refused', 'cancelled', 'refunded'])[o.state + 1] AS state,
       timestamptz 'epoch' + o.placed_at * interval '1 microsecond' AS placed_at,
       date '1970-01-01' + o.day AS day,
       source.code AS source,
       store.code AS store,
       channel.code AS channel,
       country.code AS country,
       o.currency,
       o.rate,
       o.gross AS gross_minor,
       o.returned AS returned_minor
FROM purchase_order o
LEFT JOIN dimension source ON source.dimension_id = o.source_id
LEFT JOIN dimension store ON store.dimension_id = o.store_id
LEFT JOIN dimension channel ON channel.dimension_id = o.channel_id
LEFT JOIN dimension country ON country.dimension_id = o.country_id;

CREATE VIEW facts_readable AS
SELECT f.customer_id,
       f.version,
       f.kind,
       CASE f.origin WHEN 0 THEN 'live' ELSE 'history' END AS origin,
       timestamptz 'epoch' + f.occurred_at * interval '1 microsecond' AS occurred_at,
       timestamptz 'epoch' + f.recorded_at * interval '1 microsecond' AS recorded_at,
       f.order_id,
       f.currency,
       f.amount AS amount_minor
FROM fact f;
