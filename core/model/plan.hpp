// What has to be done, as values: cases in groups, the ingredients that they share, and their identities.
#pragma once

#include "base/json.hpp"
#include "model/suite.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tare::model {

// A file that a track makes once for all methods. Its id is the digest of its recipe, known before it exists:
// track description, name, the workload values that it depends on, seed, data sets' digests and its maker's digest.
struct Ingredient {
  std::string id;
  std::string track;
  std::string name;
  std::string file_type;
  std::string plugin_path;  // the maker: the plugin of the suite's baseline
  std::string plugin_digest;
  Json workload;  // complete, files as resolved paths
  std::uint64_t seed = 0;
  std::vector<std::string> data_sets;
};

// One method x one workload x one seed x one device (x one twin).
struct Case {
  std::string identity;         // hash of what can change the answer
  std::string question;         // identity without plugin digest and machine: pairs runs, commits, machines
  std::string timing_identity;  // identity and what can change the times: cores, min_time, operations' protocol
  std::string label;
  bool is_baseline = false;
  int twin = 0;        // 0, or 1 for the baseline's second run
  std::string plugin;  // name
  std::string plugin_path;
  std::string plugin_digest;
  std::string plugin_version;
  std::vector<std::string> command;  // exec methods
  std::vector<std::string> devices;  // classes that the method offers
  Json workload;                     // complete, as written: what reports show
  Json params;                       // complete, as written
  Json worker_workload;              // complete, files as resolved paths: what the worker gets
  Json worker_params;
  std::uint64_t seed = 0;
  std::string device;
  std::vector<std::string> ingredients;  // ids
  std::map<std::string, std::string> environment;
};

// The cases that differ only in the method; timed together.
struct Group {
  std::string id;
  std::string point_id;  // the same for groups that differ only in the seed
  std::vector<Case> cases;
};

struct PlannedSuite {
  Suite suite;
  std::string track_digest;
  std::vector<Group> groups;
};

struct Plan {
  std::vector<Ingredient> ingredients;
  std::vector<PlannedSuite> suites;
};

}  // namespace tare::model
