// One case as a method sees it: what to do, on what, with which seed and files.
// Knows nothing of suites, stores or the other methods.
#pragma once

#include "tare/params.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace tare {

struct Case {
  std::string track;
  std::string method;  // the plugin's name
  Params workload;     // the track's values, complete: defaults are filled in
  Params params;       // the method's values, complete
  std::uint64_t seed = 0;
  std::string device = "cpu";
  int threads = 1;  // as many as cores are pinned for this worker
  std::map<std::string, std::filesystem::path, std::less<>> ingredients = {};
  std::map<std::string, std::filesystem::path, std::less<>> data_sets = {};
  std::filesystem::path scratch_dir = {};  // exists, is empty, and goes when the worker goes
};

// What make_ingredient has to write.
struct IngredientRequest {
  std::string name;
  Params workload;  // complete; only the values that the spec names may be read
  std::uint64_t seed = 0;
  std::map<std::string, std::filesystem::path, std::less<>> data_sets = {};
  std::filesystem::path output = {};  // written by the callee
};

}  // namespace tare
