// Implementation of sample_suite.hpp.
#include "sample_suite.hpp"

namespace tare::test {

model::Catalog sample_catalog() {
  model::Catalog catalog;
  model::Track track;
  track.digest = "track-digest";
  track.description.name = "toy";
  track.description.workload = {
      {"size", ParamType::integer, "", std::int64_t{8}, {}, {}, {}, ""},
      {"ratio", ParamType::real, "", 1.0, {}, {}, {}, ""},
      {"net", ParamType::file, "", std::string("a"), {}, {}, {"a", "b"}, ""},
  };
  catalog.tracks["toy"] = track;
  for (const std::string name : {"slow", "fast"}) {
    model::Method method;
    method.description.name = name;
    method.description.track = "toy";
    method.description.version = "1";
    method.description.params = {{"depth", ParamType::integer, "", std::int64_t{1}, {}, {}, {}, ""}};
    method.path = "/plugins/" + name + ".so";
    method.digest = "digest-of-" + name;
    catalog.methods["toy"][name] = method;
  }
  return catalog;
}

model::Axis integer_axis(const std::string& key, int count) {
  model::Axis axis;
  axis.keys = {key};
  for (int i = 0; i < count; ++i) axis.rows.push_back({model::SuiteValue{Json(i), {}, {}}});
  return axis;
}

model::Suite sample_suite() {
  model::Suite suite;
  suite.name = "sample";
  suite.track = "toy";
  suite.path = "sample.toml";
  model::SuiteMethod slow;
  slow.label = slow.plugin = "slow";
  slow.is_baseline = true;
  model::SuiteMethod fast;
  fast.label = fast.plugin = "fast";
  suite.methods = {slow, fast};
  suite.axes = {integer_axis("size", 3)};
  return suite;
}

}  // namespace tare::test
