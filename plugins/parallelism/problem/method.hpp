// The track's small contract: whoever has a new way to partition writes a Planner and one TARE_PARALLELISM_METHOD line.
// The library turns it into an Experiment: it builds the problem, times the search, and judges the plan itself.
#pragma once

#include "parallelism/problem/plan.hpp"
#include "parallelism/problem/problem.hpp"
#include "tare/plugin.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tare::parallelism {

class Planner {
 public:
  virtual ~Planner() = default;
  // Refuses what this method cannot do, with ErrorKind::unsupported and its cost. Not timed.
  [[nodiscard]] virtual Result<void> prepare(const Problem&) { return {}; }
  // This is what the operation `search` times. The same problem and seed give the same plan.
  [[nodiscard]] virtual Result<Plan> plan(const Problem& problem, std::uint64_t seed) = 0;
  // Whole plans costed by the last call; none where the method builds its plan without costing whole ones.
  [[nodiscard]] virtual std::optional<std::uint64_t> evaluation_count() const { return std::nullopt; }
};

// Makes a planner from the method's own parameters.
using MakePlanner = std::function<Result<std::unique_ptr<Planner>>(const Params& params)>;

// A MakePlanner for methods without parameters.
template <typename Method>
[[nodiscard]] Result<std::unique_ptr<Planner>> make_plain(const Params&) {
  return std::make_unique<Method>();
}

struct Method {
  const char* name;
  const char* version;
  const char* summary;
  MakePlanner make_planner;
  std::vector<ParamSpec> params = {};
};

[[nodiscard]] PluginDefinition define(const Method& method);

}  // namespace tare::parallelism

//   TARE_PARALLELISM_METHOD("hypar", "1.0.0", "layer-wise hybrid parallelism", make_plain<Hypar>, {})
// The last argument is a std::vector<ParamSpec>: the method's own parameters.
#define TARE_PARALLELISM_METHOD(name, version, summary, make_planner, ...)                   \
  namespace {                                                                                \
  ::tare::PluginDefinition define_method() {                                                 \
    return ::tare::parallelism::define({name, version, summary, make_planner, __VA_ARGS__}); \
  }                                                                                          \
  }                                                                                          \
  TARE_PLUGIN(name, "parallelism", version, summary, define_method);
