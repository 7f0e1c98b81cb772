// Implementation of rows.hpp.
#include "rows.hpp"

#include "base/random.hpp"

#include <cmath>
#include <utility>

namespace tare::test {

compare::TimedMethod timed_method(const std::string& label, double median_ns, std::uint64_t seed, double noise_ratio) {
  random::Generator generator(seed);
  compare::TimedMethod method;
  method.label = label;
  method.half_id = "half-" + label;
  for (int round = 0; round < 24; ++round) {
    model::SampleRow sample;
    sample.operation = "step";
    sample.process = round / 8;
    sample.round = round;
    sample.iterations = 10;
    sample.wall_ns = median_ns * std::exp(noise_ratio * generator.normal());
    method.samples.push_back(sample);
  }
  return method;
}

compare::TimedGroup group_of(std::vector<compare::TimedMethod> methods) {
  compare::TimedGroup group;
  group.suite = "suite";
  group.track = "track";
  group.group_id = "group";
  group.point_id = "point";
  group.workload = Json::object({{"size", 3}});
  group.device = "cpu";
  group.methods = std::move(methods);
  group.methods.front().is_baseline = true;
  return group;
}

model::ResultRow metric_row(const std::string& method, int seed, const std::string& metric, double value) {
  model::ResultRow row;
  row.suite = "suite";
  row.track = "track";
  row.method = method;
  row.is_baseline = method == "a";
  row.group_id = "group-" + std::to_string(seed);
  row.point_id = "point";
  row.params = Json::object();
  row.workload = Json::object({{"size", 3}});
  row.seed = static_cast<std::uint64_t>(seed);
  row.device = "cpu";
  row.metric = metric;
  row.value = value;
  row.direction = "lower";
  return row;
}

}  // namespace tare::test
