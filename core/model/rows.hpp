// What is stored: one struct a table, written by run through store and read by compare, report and cli.
// Units are in the names; nullopt is NULL. Ids are UUIDv7 texts unless said otherwise.
#pragma once

#include "base/json.hpp"
#include "model/outcome.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tare::model {

struct RunRow {
  std::string id;
  std::string suite_name;
  std::string suite_path;
  std::string suite_text;
  std::string suite_digest;
  std::string command_line;
  std::string tare_version;
  std::string commit;  // empty outside a git checkout
  bool is_dirty = false;
  std::string machine;        // host name
  std::string machine_class;  // digest of what makes times comparable: CPU model, core count, memory, GPU
  Json environment;           // kernel, governor, compiler, libraries, driver, variables set by the suite
  std::uint64_t order_seed = 0;
  std::int64_t started_ms = 0;
  std::optional<std::int64_t> finished_ms = {};
  std::string status = "running";  // running, done, interrupted, failed
};

// What is asked, independent of any run.
struct CaseRow {
  std::string identity;
  std::string question;
  std::string track;
  std::string track_digest;
  std::string plugin;
  std::string plugin_version;
  std::string plugin_digest;
  Json params;
  Json workload;
  std::uint64_t seed = 0;
  std::string device;
  int twin = 0;
  Json ingredients = Json::array();  // ids
};

// A case's place in one run, and the halves that the run's results rest on, made now or found from earlier.
struct RunCaseRow {
  std::string run_id;
  std::string identity;
  std::string suite;
  std::string label;
  bool is_baseline = false;
  std::string group_id;
  std::string point_id;
  std::optional<std::string> answer_half_id = {};
  std::optional<std::string> timing_half_id = {};
};

// One interleaved visit to a group.
struct SittingRow {
  std::string id;
  std::string run_id;
  std::string group_id;
  std::int64_t started_ms = 0;
  std::optional<std::int64_t> finished_ms = {};
  bool is_blocked = false;  // the workers did not fit in memory together and ran one after another
  std::string cores;        // "0" or "0,1"
  std::string stop_reason;  // interval, rounds, budget, cancelled
};

struct HalfRow {
  std::string id;
  std::string run_id;  // the run that made it
  std::string identity;
  Half half = Half::answer;
  std::string timing_identity;  // timing halves only
  std::string machine_class;
  std::optional<std::string> sitting_id = {};
  std::int64_t started_ms = 0;
  std::optional<std::int64_t> finished_ms = {};
  std::optional<Outcome> outcome = {};  // NULL while it runs, and for ever if tare was killed
  std::string reason = {};
  std::string message = {};
  std::optional<std::int64_t> wall_ns = {};
  std::optional<std::int64_t> peak_resident_bytes = {};
  std::string output = {};  // the last of what the worker printed, bounded
};

struct PhaseRow {
  std::string name;
  std::int64_t wall_ns = 0;
  std::optional<std::int64_t> cpu_ns = {};
};

struct MetricRow {
  std::string name;
  std::optional<double> value;  // NaN and infinities are stored as NULL with a log line
  std::string unit;
  std::string direction;  // lower, higher, neutral
  bool is_deterministic = false;
};

struct SeriesRow {
  std::string name;
  double step = 0;
  std::optional<double> value;
};

struct ArtifactRow {
  std::string name;
  std::string media_type;
  std::string text;    // inline; empty when kept as a file
  std::string path;    // relative to the store's artifact folder; empty when inline
  std::string digest;  // SHA-256 of the content
};

struct SampleRow {
  std::string operation;
  int process = 0;   // which set of fresh workers
  int round = 0;     // counts through all processes of a sitting; pairs the methods of a group
  int position = 0;  // when in the round this worker was visited
  std::int64_t iterations = 0;
  double wall_ns = 0;  // per call
  std::optional<double> cpu_ns = {};
};

struct OperationRow {
  std::string name;
  double items_per_call = 0;
  double bytes_per_call = 0;
};

struct LogRow {
  std::string level;
  std::string text;
};

struct IngredientRow {
  std::string id;  // digest of the recipe
  std::string track;
  std::string name;
  std::string content_digest;
  std::string plugin_digest;
  std::string path;
  std::int64_t bytes = 0;
  std::int64_t wall_ns = 0;
  std::int64_t made_ms = 0;
  Outcome outcome = Outcome::ok;
  std::string reason = {};
  std::string message = {};
};

// One line of the view `results`.
struct ResultRow {
  std::string run_id;
  std::string suite;
  std::string track;
  std::string method;  // label
  std::string plugin;
  bool is_baseline = false;
  std::string group_id;
  std::string point_id;
  Json params;
  Json workload;
  std::uint64_t seed = 0;
  int twin = 0;
  std::string device;
  std::string machine;
  Outcome outcome = Outcome::ok;
  std::string reason;
  std::string metric;
  std::optional<double> value;
  std::string unit;
  std::string direction;
  bool is_deterministic = false;
  std::string identity = {};  // of the case: names the row in what rests on it
};

}  // namespace tare::model
