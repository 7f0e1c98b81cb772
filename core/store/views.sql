-- The store's public views, version 1. Their columns are described in README.md beside this file.

CREATE VIEW results AS
SELECT
  rc.run_id AS run,
  rc.suite AS suite,
  c.track AS track,
  rc.label AS method,
  c.plugin AS plugin,
  c.params AS params,
  c.workload AS workload,
  c.seed AS seed,
  c.device AS device,
  coalesce(maker.machine, asker.machine) AS machine,  -- a cached answer keeps the machine that made it
  h.outcome AS outcome,
  h.reason AS reason,
  m.name AS metric,
  m.value AS value,
  m.unit AS unit,
  m.direction AS direction,
  c.twin AS twin,
  rc.is_baseline AS is_baseline,
  rc.group_id AS group_id,
  rc.point_id AS point_id,
  rc.identity AS identity,
  m.is_deterministic AS is_deterministic,
  rc.ordinal AS case_ordinal
FROM run_cases AS rc
JOIN cases AS c ON c.identity = rc.identity
JOIN runs AS asker ON asker.id = rc.run_id
LEFT JOIN halves AS h ON h.id = rc.answer_half_id
LEFT JOIN runs AS maker ON maker.id = h.run_id
LEFT JOIN metrics AS m ON m.half_id = h.id AND h.outcome = 'ok';

-- Medians are found by a correlated query a half, so that asking for one run does not read every sample of the store.
-- (LIMIT and OFFSET would be shorter, but SQLite lets neither refer to a column.)
CREATE VIEW timings AS
SELECT
  rc.run_id AS run,
  rc.suite AS suite,
  c.track AS track,
  rc.label AS method,
  c.plugin AS plugin,
  c.params AS params,
  c.workload AS workload,
  c.seed AS seed,
  c.device AS device,
  maker.machine AS machine,
  o.name AS operation,
  (SELECT count(*) FROM samples AS s WHERE s.half_id = t.id AND s.operation = o.name) AS sample_count,
  (SELECT avg(ranked.wall_ns) FROM (
     SELECT s.wall_ns AS wall_ns, row_number() OVER (ORDER BY s.wall_ns) AS place, count(*) OVER () AS n
     FROM samples AS s WHERE s.half_id = t.id AND s.operation = o.name) AS ranked
   WHERE ranked.place IN ((ranked.n + 1) / 2, (ranked.n + 2) / 2)) AS median_wall_ns,
  (SELECT min(s.wall_ns) FROM samples AS s WHERE s.half_id = t.id AND s.operation = o.name) AS minimum_wall_ns,
  o.items_per_call AS items_per_call,
  o.bytes_per_call AS bytes_per_call,
  c.twin AS twin,
  rc.is_baseline AS is_baseline,
  rc.group_id AS group_id,
  rc.point_id AS point_id,
  rc.identity AS identity,
  t.sitting_id AS sitting_id,
  t.id AS half_id,
  rc.ordinal AS case_ordinal
FROM run_cases AS rc
JOIN cases AS c ON c.identity = rc.identity
JOIN halves AS a ON a.id = rc.answer_half_id AND a.outcome = 'ok'
JOIN halves AS t ON t.id = rc.timing_half_id AND t.outcome = 'ok'
JOIN runs AS maker ON maker.id = t.run_id
JOIN operations AS o ON o.half_id = t.id;

-- The baseline's time is that of the method's own sitting: times of two sittings are never divided by each other.
-- INDEXED BY, since without statistics SQLite prefers the primary key and a suite of n cases costs n^2.
CREATE VIEW comparisons AS
SELECT
  r.run AS run, r.suite AS suite, r.track AS track, r.method AS method, r.plugin AS plugin, r.params AS params,
  r.workload AS workload, r.seed AS seed, r.device AS device,
  'metric' AS kind, r.metric AS name, r.value AS value, bm.value AS baseline_value,
  r.value / bm.value AS ratio, r.unit AS unit, r.direction AS direction, b.label AS baseline,
  r.twin AS twin, r.is_baseline AS is_baseline, r.group_id AS group_id, r.point_id AS point_id,
  r.identity AS identity, r.case_ordinal AS case_ordinal
FROM results AS r
JOIN run_cases AS b INDEXED BY baselines_by_group
  ON b.run_id = r.run AND b.suite = r.suite AND b.group_id = r.group_id AND b.is_baseline = 1
JOIN cases AS bc ON bc.identity = b.identity AND bc.twin = 0
LEFT JOIN halves AS bh ON bh.id = b.answer_half_id AND bh.outcome = 'ok'
LEFT JOIN metrics AS bm ON bm.half_id = bh.id AND bm.name = r.metric
WHERE r.metric IS NOT NULL
UNION ALL
SELECT
  timed.run, timed.suite, timed.track, timed.method, timed.plugin, timed.params, timed.workload, timed.seed,
  timed.device, 'time', timed.operation, timed.value, timed.baseline_value, timed.value / timed.baseline_value,
  'ns', 'lower', timed.baseline, timed.twin, timed.is_baseline, timed.group_id, timed.point_id, timed.identity,
  timed.case_ordinal
FROM (
  SELECT
    pair.*, pair.median_wall_ns AS value,
    (SELECT avg(ranked.wall_ns) FROM (
       SELECT s.wall_ns AS wall_ns, row_number() OVER (ORDER BY s.wall_ns) AS place, count(*) OVER () AS n
       FROM samples AS s
       WHERE s.half_id = pair.baseline_half_id AND s.operation = pair.operation) AS ranked
     WHERE ranked.place IN ((ranked.n + 1) / 2, (ranked.n + 2) / 2)) AS baseline_value
  FROM (
    SELECT
      t.*, b.label AS baseline,
      coalesce(
        (SELECT bt.id FROM halves AS bt
         WHERE bt.id = b.timing_half_id AND bt.sitting_id = t.sitting_id AND bt.outcome = 'ok' AND ba.outcome = 'ok'),
        (SELECT min(bt.id) FROM halves AS bt
         WHERE bt.sitting_id = t.sitting_id AND bt.identity = b.identity AND bt.outcome = 'ok' AND ba.outcome = 'ok')
      ) AS baseline_half_id
    FROM timings AS t
    JOIN run_cases AS b INDEXED BY baselines_by_group
      ON b.run_id = t.run AND b.suite = t.suite AND b.group_id = t.group_id AND b.is_baseline = 1
    JOIN cases AS bc ON bc.identity = b.identity AND bc.twin = 0
    LEFT JOIN halves AS ba ON ba.id = b.answer_half_id
  ) AS pair
) AS timed;
