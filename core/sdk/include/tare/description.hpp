// What a track and a method say of themselves: tables that suites are checked against and reports are labelled from.
// Every method of a track links the same track library and so answers the same TrackDescription; the host compares
// digests.
#pragma once

#include "tare/params.hpp"

#include <string>
#include <vector>

namespace tare {

enum class Direction : std::uint8_t { lower, higher, neutral };

struct MetricSpec {
  std::string name;  // snake_case, ends in its unit
  std::string unit;
  Direction direction = Direction::neutral;
  // True when the same identity must give the same bits; such metrics are compared exactly.
  bool is_deterministic = false;
  std::string doc = {};
};

// A file that the track makes once for all methods.
struct IngredientSpec {
  std::string name;
  std::string file_type;               // "json", "csv", "safetensors"
  std::vector<std::string> workload;   // names of the workload values that decide its content
  std::vector<std::string> data_sets;  // data sets that it reads
  bool is_seeded = false;              // the seed decides its content too
  std::string doc = {};
};

// A refinement of an outcome: {"infeasible", "failed", "no plan fits the device memory"}.
struct ReasonSpec {
  std::string name;
  std::string outcome;
  std::string doc = {};
};

struct TrackDescription {
  std::string name;
  std::string summary;
  std::vector<ParamSpec> workload;
  std::vector<MetricSpec> metrics;
  std::vector<IngredientSpec> ingredients = {};
  std::vector<ReasonSpec> reasons = {};
};

struct MethodDescription {
  std::string name;
  std::string track;
  std::string version;
  std::string summary;
  std::string build = {};
  std::vector<ParamSpec> params = {};
  std::vector<std::string> devices = {"cpu"};  // classes it can run on: "cpu", "cuda"
};

}  // namespace tare
