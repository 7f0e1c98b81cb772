// C++ over abi.h: a method is an Experiment, a plugin is one TARE_PLUGIN line.
// Exceptions stop at the wrapper and become failed rows. Nothing here knows how a worker talks to tare.
#pragma once

#include "tare/abi.h"
#include "tare/case.hpp"
#include "tare/description.hpp"
#include "tare/error.hpp"
#include "tare/recorder.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tare {

// A callable that is timed in rounds. Nothing in it should allocate more than the work itself needs, print or log.
struct Operation {
  std::string name;
  // One call. It may run many million times.
  std::function<Result<void>()> call;
  // Work done by one call, for rates and rooflines; 0 means not declared.
  double items_per_call = 0;
  double bytes_per_call = 0;
  // Set instead of trusting the wall clock, e.g. for device events: seconds that the last call took.
  std::function<double()> manual_s = {};
};

// One case in the hands of one method. prepare, then operations and evaluate in any order, each at most once.
class Experiment {
 public:
  virtual ~Experiment() = default;
  // Load, build, train; phases are timed with recorder.phase("train").
  virtual Result<void> prepare(const Case& the_case, Recorder& recorder) = 0;
  // What is timed in rounds. The callables live as long as the Experiment.
  virtual std::vector<Operation> operations() { return {}; }
  // Metrics, series, artifacts; checks the answer and returns ErrorKind::wrong_answer when it does not hold.
  virtual Result<void> evaluate(Recorder& recorder) = 0;
};

// Everything a plugin is. A track library fills in all but the method's own part.
struct PluginDefinition {
  MethodDescription method;  // build may stay empty: the wrapper fills it in
  TrackDescription track;
  std::function<std::unique_ptr<Experiment>()> make_experiment;
  // Null when the track has no ingredients.
  std::function<Result<void>(const IngredientRequest&, Recorder&)> make_ingredient = {};
};

namespace sdk {

// The functions behind the entry object; implemented once in the static library tare-sdk.
using DefinePlugin = PluginDefinition (*)();
struct Entry {
  static tare_status describe(DefinePlugin define, const tare_host* host);
  static tare_status open(DefinePlugin define, const tare_host* host, const char* case_json, size_t size,
                          tare_instance** instance);
  static tare_status prepare(tare_instance* instance);
  static tare_status operations(tare_instance* instance);
  static tare_status run(tare_instance* instance, uint32_t operation, uint64_t iterations, double* manual_s);
  static tare_status evaluate(tare_instance* instance);
  static void close(tare_instance* instance);
  static tare_status make_ingredient(DefinePlugin define, const tare_host* host, const char* request_json, size_t size);
};

}  // namespace sdk
}  // namespace tare

#ifndef TARE_PLUGIN_BUILD
#define TARE_PLUGIN_BUILD "g++ " __VERSION__
#endif

// Exports the entry object. `define` is a function that answers a PluginDefinition whose method name, track, version
// and summary equal the four texts; the host checks that they do.
//   TARE_PLUGIN("hypar", "parallelism", "1.0.0", "layer-wise hybrid parallelism", define_hypar)
#define TARE_PLUGIN(plugin_name, plugin_track, plugin_version, plugin_summary, define)         \
  extern "C" __attribute__((visibility("default"))) const tare_plugin_entry tare_plugin = {    \
      TARE_ABI_MAGIC,                                                                          \
      sizeof(tare_plugin_entry),                                                               \
      TARE_ABI_MAJOR,                                                                          \
      TARE_ABI_MINOR,                                                                          \
      0,                                                                                       \
      plugin_name,                                                                             \
      plugin_track,                                                                            \
      plugin_version,                                                                          \
      plugin_summary,                                                                          \
      TARE_PLUGIN_BUILD,                                                                       \
      [](const tare_host* host) { return ::tare::sdk::Entry::describe(define, host); },        \
      [](const tare_host* host, const char* json, size_t size, tare_instance** instance) {     \
        return ::tare::sdk::Entry::open(define, host, json, size, instance);                   \
      },                                                                                       \
      [](tare_instance* instance) { return ::tare::sdk::Entry::prepare(instance); },           \
      [](tare_instance* instance) { return ::tare::sdk::Entry::operations(instance); },        \
      [](tare_instance* instance, uint32_t operation, uint64_t iterations, double* manual_s) { \
        return ::tare::sdk::Entry::run(instance, operation, iterations, manual_s);             \
      },                                                                                       \
      [](tare_instance* instance) { return ::tare::sdk::Entry::evaluate(instance); },          \
      [](tare_instance* instance) { ::tare::sdk::Entry::close(instance); },                    \
      [](const tare_host* host, const char* json, size_t size) {                               \
        return ::tare::sdk::Entry::make_ingredient(define, host, json, size);                  \
      },                                                                                       \
  }
