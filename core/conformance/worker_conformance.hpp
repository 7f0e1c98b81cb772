// Does a program speak the worker protocol (core/wire/README.md)? A list of promises, each tried on the living program,
// with what was expected and what came. Starts workers; knows neither suites nor the store.
#pragma once

#include "base/json.hpp"
#include "model/catalog.hpp"
#include "wire/worker_process.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tare::conformance {

enum class Judgement : std::uint8_t { passed, failed, not_tried };

struct Finding {
  std::string promise;  // "an unknown command is refused and harms nothing"
  Judgement judgement = Judgement::not_tried;
  std::string detail = {};  // what came instead, or why it was not tried
};

struct Trial {
  wire::WorkerOptions worker;
  double time_limit_s = 60;  // for each command
  // The `case` of the prepare command; an object without `track` is filled in from the program's own description.
  Json the_case;
  // The track's metrics and other tables, when a plugin has described it.
  const model::Track* track = nullptr;
};

// What the program says of itself, asked once before the trial to know which case to put to it.
[[nodiscard]] std::vector<Finding> try_description(const Trial& trial, std::optional<Json>& description);
// The life of a case, in order and out of order.
[[nodiscard]] std::vector<Finding> try_case(const Trial& trial);

}  // namespace tare::conformance
