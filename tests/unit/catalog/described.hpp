// Descriptions for tests: a small sound one, to be spoilt in one place by each test.
#pragma once

#include "catalog/assemble.hpp"
#include "wire/messages.hpp"

#include <string>

namespace described {

inline tare::ParamSpec integer(std::string name, std::int64_t standard) {
  tare::ParamSpec spec;
  spec.name = std::move(name);
  spec.type = tare::ParamType::integer;
  spec.standard = standard;
  return spec;
}

inline tare::ParamSpec text(std::string name, std::string standard, std::vector<std::string> choices) {
  tare::ParamSpec spec;
  spec.name = std::move(name);
  spec.type = tare::ParamType::text;
  spec.standard = std::move(standard);
  spec.choices = std::move(choices);
  return spec;
}

inline tare::wire::Description sound(const std::string& name = "hypar") {
  tare::wire::Description description;
  description.method.name = name;
  description.method.track = "parallelism";
  description.method.version = "1.0.0";
  description.method.params = {integer("step_count", 5)};
  description.track.name = "parallelism";
  description.track.summary = "how to split a network";
  description.track.workload = {integer("levels", 4), text("network", "sfc", {"sfc", "lenet-c"})};
  description.track.metrics = {{"step_bytes", "bytes", tare::Direction::lower, true, "communicated"},
                               {"step_time_s", "s", tare::Direction::lower, true, "modelled"}};
  return description;
}

inline tare::catalog::Asked asked(std::string path, tare::catalog::Answer answer) {
  return {std::move(path), "digest", std::move(answer)};
}

}  // namespace described
