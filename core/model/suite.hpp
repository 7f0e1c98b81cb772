// A suite after reading: what the TOML said, with every value checked against the catalogue, before any axis is
// expanded.
#pragma once

#include "base/json.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tare::model {

// One value of a workload key or parameter, after type and unit checks (quantities are numbers in the spec's unit).
// A file value carries the path as written, the resolved path and the content's SHA-256.
struct SuiteValue {
  Json value;                    // bool, integer, double or string (as written)
  std::string file_path = {};    // absolute; empty unless the value is a file
  std::string file_digest = {};  // SHA-256 of the file's content; stands for the value in identities
};

// An axis of the workload: [matrix] gives one axis a key; [zip] gives one axis of several keys that move together.
struct Axis {
  std::vector<std::string> keys;
  std::vector<std::vector<SuiteValue>> rows;  // rows[i][k] is the value of keys[k] at position i
};

// A [[exclude]] table: a point goes when all listed keys have one of the listed values.
struct Exclusion {
  std::map<std::string, std::vector<Json>> values;  // as written; the key "method" names labels
};

struct SuiteMethod {
  std::string label;
  std::string plugin;                // empty for exec methods
  std::vector<std::string> command;  // exec: argv; a relative program or script is relative to the suite
  std::string command_digest = {};   // exec: SHA-256 over its files and what it reports; filled by the catalogue step
  bool is_baseline = false;
  // A value may be a list in the suite: then it is an axis of this method.
  std::vector<Axis> axes;                          // one key each
  std::map<std::string, SuiteValue> params;        // fixed values, as given (defaults are filled in by plan)
  std::map<std::string, std::string> environment;  // variables for this method's worker
};

struct Limits {
  double time_s = 600;  // a half of a case, wall clock
  double memory_bytes = 4.0 * 1024 * 1024 * 1024;
  std::optional<double> device_memory_bytes;
};

struct Timing {
  bool is_on = true;  // `timing = false` runs answers only
  int rounds_min = 8;
  int rounds_max = 60;
  double interval_ratio = 0.008;  // full width of the ratio's 95 % interval at which rounds stop
  double budget_s = 60;           // a group, all its rounds
  double min_time_s = 0.005;      // a sample
  bool has_twin = false;
  std::optional<int> processes;  // default: 3 where prepare takes under a second, else 1
  int cores = 1;                 // cores pinned for a worker
};

struct Claim {
  std::string id;
  Json keys;  // every key as written; their meaning is judged by core/compare
  int line = 0;
};

// One question: a track, its workload and the methods that answer it.
struct Suite {
  std::string name;
  std::string track;
  std::string about;
  std::string path;                            // as given on the command line
  std::string folder;                          // absolute; relative paths start here
  std::string text;                            // the file's bytes, kept with the run
  std::map<std::string, SuiteValue> workload;  // fixed values
  std::vector<Axis> axes;                      // of the workload, in file order
  std::vector<Exclusion> exclusions;
  std::vector<SuiteMethod> methods;  // in file order; exactly one baseline where there are two or more
  std::vector<std::uint64_t> seeds = {0};
  std::vector<std::string> devices = {"cpu"};
  Limits limits;
  Timing timing;
  std::vector<std::string> data_sets;
  std::map<std::string, std::string> environment;
  std::vector<Claim> claims;
};

// What one file stands for: itself (when it names methods) and every suite that it includes, each once, in order.
struct SuiteSet {
  std::string name;
  std::string about;
  std::string path;    // as given on the command line
  std::string text;    // the outer file's bytes
  std::string digest;  // SHA-256 over the texts of all files read
  std::vector<Suite> suites;
};

}  // namespace tare::model
