-- A shop without a fact has no past to count.
INSERT INTO care_work (work, day, place)
SELECT 'history', 0, 'done'
WHERE NOT EXISTS (SELECT 1 FROM fact) AND NOT EXISTS (SELECT 1 FROM care_work WHERE work = 'history');
