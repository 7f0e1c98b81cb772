-- The store, version 1: what tare keeps of its runs. README.md beside this file says which parts are public.
-- Ids are UUIDv7 texts, which sort by the time they were made; digests and identities are SHA-256 in lower-case hex.
-- Seeds are unsigned 64-bit numbers kept as the signed integer of the same bits. Undefined is NULL, never 0.

CREATE TABLE runs (
  id TEXT PRIMARY KEY NOT NULL,      -- UUIDv7
  suite_name TEXT NOT NULL,          -- name in the suite file
  suite_path TEXT NOT NULL,          -- as given on the command line
  suite_text TEXT NOT NULL,          -- the file's text, so that the run can be made again
  suite_digest TEXT NOT NULL,        -- SHA-256 over the texts of all files read
  command_line TEXT NOT NULL,        -- how tare was called
  tare_version TEXT NOT NULL,        -- of the program that ran
  "commit" TEXT NOT NULL,            -- of the checkout; empty outside one
  is_dirty INTEGER NOT NULL,         -- 1 when the checkout had changes
  machine TEXT NOT NULL,             -- host name
  machine_class TEXT NOT NULL,       -- digest of what makes times comparable
  environment TEXT NOT NULL,         -- JSON object: kernel, governor, compiler, libraries, driver
  order_seed INTEGER NOT NULL,       -- of the random order of rounds
  started_ms INTEGER NOT NULL,       -- since 1970-01-01 UTC
  finished_ms INTEGER,               -- NULL while it runs, and for ever if tare was killed
  status TEXT NOT NULL               -- running, done, interrupted, failed
) STRICT;

CREATE TABLE cases (
  identity TEXT PRIMARY KEY NOT NULL,  -- hash of what can change the answer
  question TEXT NOT NULL,              -- identity without plugin digest: pairs commits and machines
  track TEXT NOT NULL,                 -- name of the problem
  track_digest TEXT NOT NULL,          -- of the track's description
  plugin TEXT NOT NULL,                -- name of the method's plugin
  plugin_version TEXT NOT NULL,        -- as the plugin says
  plugin_digest TEXT NOT NULL,         -- of the plugin's file
  params TEXT NOT NULL,                -- JSON object, complete
  workload TEXT NOT NULL,              -- JSON object, complete
  seed INTEGER NOT NULL,               -- of the case
  device TEXT NOT NULL,                -- cpu, cuda
  twin INTEGER NOT NULL,               -- 1 for the baseline's second run, else 0
  ingredients TEXT NOT NULL            -- JSON list of ingredients' ids
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_by_question ON cases (question);

CREATE TABLE sittings (
  id TEXT PRIMARY KEY NOT NULL,                 -- UUIDv7
  run_id TEXT NOT NULL REFERENCES runs (id),    -- the run that made it
  group_id TEXT NOT NULL,                       -- the group that was visited
  started_ms INTEGER NOT NULL,                  -- since 1970-01-01 UTC
  finished_ms INTEGER,                          -- NULL while it lasts, and for ever if tare was killed
  is_blocked INTEGER NOT NULL,                  -- 1 when the workers ran one after another for lack of memory
  cores TEXT NOT NULL,                          -- pinned cores: "0" or "0,1"
  stop_reason TEXT NOT NULL                     -- interval, rounds, budget, cancelled; empty while it lasts
) STRICT, WITHOUT ROWID;
CREATE INDEX sittings_by_run ON sittings (run_id);

CREATE TABLE halves (
  id TEXT PRIMARY KEY NOT NULL,                        -- UUIDv7
  run_id TEXT NOT NULL REFERENCES runs (id),           -- the run that made it
  identity TEXT NOT NULL REFERENCES cases (identity),  -- the case that it is a half of
  half TEXT NOT NULL,                                  -- answer, timing
  timing_identity TEXT NOT NULL,                       -- hash of what can change the times; empty for answers
  machine_class TEXT NOT NULL,                         -- digest of what makes times comparable
  sitting_id TEXT REFERENCES sittings (id),            -- timing halves: where the rounds were made
  started_ms INTEGER NOT NULL,                         -- since 1970-01-01 UTC
  finished_ms INTEGER,                                 -- NULL while it runs, and for ever if tare was killed
  -- ok, failed, wrong_answer, timed_out, out_of_memory, crashed, unsupported, cancelled; NULL while it runs, and for
  -- ever if tare was killed
  outcome TEXT,
  reason TEXT NOT NULL,                                -- snake_case refinement of the outcome, or empty
  message TEXT NOT NULL,                               -- one sentence for people, or empty
  wall_ns INTEGER,                                     -- duration of the whole half
  peak_resident_bytes INTEGER,                         -- largest resident sum of the worker and its descendants
  output TEXT NOT NULL                                 -- the last of what the worker printed
) STRICT;
CREATE INDEX halves_by_identity ON halves (identity);
CREATE INDEX halves_by_run ON halves (run_id);
CREATE INDEX halves_by_sitting ON halves (sitting_id) WHERE sitting_id IS NOT NULL;

CREATE TABLE run_cases (
  run_id TEXT NOT NULL REFERENCES runs (id),           -- the run
  suite TEXT NOT NULL,                                 -- the suite of the set that asked
  label TEXT NOT NULL,                                 -- the method's name in the suite
  identity TEXT NOT NULL REFERENCES cases (identity),  -- the case
  ordinal INTEGER NOT NULL,                            -- counts from 0 in the order of the plan
  is_baseline INTEGER NOT NULL,                        -- 1 for the baseline and its twin
  group_id TEXT NOT NULL,                              -- the same for cases that differ only in the method
  point_id TEXT NOT NULL,                              -- the same for groups that differ only in the seed
  answer_half_id TEXT REFERENCES halves (id),          -- made by this run or found from an earlier one
  timing_half_id TEXT REFERENCES halves (id),          -- likewise
  PRIMARY KEY (run_id, suite, label, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_cases_by_ordinal ON run_cases (run_id, ordinal);
CREATE INDEX baselines_by_group ON run_cases (run_id, group_id, suite) WHERE is_baseline = 1;

CREATE TABLE phases (
  half_id TEXT NOT NULL REFERENCES halves (id),  -- the half
  ordinal INTEGER NOT NULL,                      -- counts from 0 in the order of arrival
  name TEXT NOT NULL,                            -- train, load, ...
  wall_ns INTEGER NOT NULL,                      -- timed once
  cpu_ns INTEGER,                                -- of the process, when it was measured
  PRIMARY KEY (half_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE metrics (
  half_id TEXT NOT NULL REFERENCES halves (id),  -- the half
  name TEXT NOT NULL,                            -- ends in its unit; reported twice: the last counts
  value REAL,                                    -- NULL when undefined or not finite
  unit TEXT NOT NULL,                            -- s, bytes, J, ... or empty
  direction TEXT NOT NULL,                       -- lower, higher, neutral: which is better
  is_deterministic INTEGER NOT NULL,             -- 1 when the same identity must give the same bits
  PRIMARY KEY (half_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
  half_id TEXT NOT NULL REFERENCES halves (id),  -- the half
  ordinal INTEGER NOT NULL,                      -- counts from 0 in the order of arrival
  name TEXT NOT NULL,                            -- of the metric
  step REAL NOT NULL,                            -- epoch, batch, ...
  value REAL,                                    -- NULL when undefined or not finite
  PRIMARY KEY (half_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE artifacts (
  half_id TEXT NOT NULL REFERENCES halves (id),  -- the half
  name TEXT NOT NULL,                            -- file name
  media_type TEXT NOT NULL,                      -- application/json, ...
  content ANY,                                   -- text where it is UTF-8, else a blob; at most 64 MiB
  path TEXT NOT NULL,                            -- of a file kept elsewhere; empty when the content is here
  digest TEXT NOT NULL,                          -- SHA-256 of the content
  PRIMARY KEY (half_id, name)
) STRICT;

CREATE TABLE operations (
  half_id TEXT NOT NULL REFERENCES halves (id),  -- the half
  name TEXT NOT NULL,                            -- what is timed
  items_per_call REAL NOT NULL,                  -- work done by a call, as the method declares
  bytes_per_call REAL NOT NULL,                  -- likewise
  PRIMARY KEY (half_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE samples (
  half_id TEXT NOT NULL REFERENCES halves (id),  -- the timing half
  operation TEXT NOT NULL,                       -- name of what was timed
  process INTEGER NOT NULL,                      -- which set of fresh workers, from 0
  round INTEGER NOT NULL,                        -- through all processes of a sitting; pairs the methods of a group
  position INTEGER NOT NULL,                     -- when in the round this worker was visited
  iterations INTEGER NOT NULL,                   -- calls in this sample
  wall_ns REAL NOT NULL,                         -- a call
  cpu_ns REAL,                                   -- a call, when it was measured
  PRIMARY KEY (half_id, operation, process, round)
) STRICT, WITHOUT ROWID;

CREATE TABLE logs (
  half_id TEXT NOT NULL REFERENCES halves (id),  -- the half
  ordinal INTEGER NOT NULL,                      -- counts from 0 in the order of arrival
  level TEXT NOT NULL,                           -- debug, info, warning, error
  text TEXT NOT NULL,                            -- what the plugin or tare had to say
  PRIMARY KEY (half_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE ingredients (
  id TEXT NOT NULL,              -- digest of the recipe
  made_ms INTEGER NOT NULL,      -- since 1970-01-01 UTC; a later row of the same id is a later try
  track TEXT NOT NULL,           -- name of the track that makes it
  name TEXT NOT NULL,            -- in the track's description
  content_digest TEXT NOT NULL,  -- SHA-256 of the file; empty when it could not be made
  plugin_digest TEXT NOT NULL,   -- of its maker
  path TEXT NOT NULL,            -- on the machine that made it
  bytes INTEGER NOT NULL,        -- of the file
  wall_ns INTEGER NOT NULL,      -- that making took
  outcome TEXT NOT NULL,         -- as in halves
  reason TEXT NOT NULL,          -- as in halves
  message TEXT NOT NULL,         -- as in halves
  PRIMARY KEY (id, made_ms)
) STRICT, WITHOUT ROWID;
