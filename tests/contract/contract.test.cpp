// What every plugin promises, whatever its track: run over each built plugin, named by TARE_CONTRACT_PLUGIN.
// A method may refuse its defaults (not implemented, needs a file), as long as it says why; then what follows from an
// answer is not asked of it.
#include "base/file.hpp"
#include "catch.hpp"
#include "model/outcome.hpp"
#include "recording_host.hpp"

#include <algorithm>
#include <set>

using namespace tare;
using contract::RecordingHost;

namespace {

struct CloseInstance {
  void operator()(tare_instance* instance) const { contract::plugin_entry().close(instance); }
};
using Instance = std::unique_ptr<tare_instance, CloseInstance>;

file::TemporaryFolder scratch() {
  auto folder = file::TemporaryFolder::create("tare-contract");
  REQUIRE(folder.has_value());
  return std::move(*folder);
}

// The default case, opened; null with a message when the plugin does not take it.
Instance opened(const RecordingHost& host, const file::TemporaryFolder& folder) {
  tare_instance* instance = nullptr;
  const tare_status status = contract::open(host, contract::default_case(folder.path().string()), instance);
  INFO("open: " << host.message());
  REQUIRE(status == TARE_OK);
  REQUIRE(instance != nullptr);
  return Instance(instance);
}

void check_in_range(const ParamSpec& spec) {
  CAPTURE(spec.name);
  std::optional<double> number;
  if (const auto* whole = std::get_if<std::int64_t>(&spec.standard)) number = static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&spec.standard)) number = *real;
  if (number && spec.min) CHECK(*number >= *spec.min);
  if (number && spec.max) CHECK(*number <= *spec.max);
  if (spec.min && spec.max) CHECK(*spec.min <= *spec.max);
  const auto* text = std::get_if<std::string>(&spec.standard);
  if (text != nullptr && spec.type == ParamType::text && !spec.choices.empty()) {
    CHECK(std::find(spec.choices.begin(), spec.choices.end(), *text) != spec.choices.end());
  }
  CHECK_FALSE(spec.doc.empty());
}

template <typename Spec>
void check_distinct(const std::vector<Spec>& specs) {
  std::set<std::string> names;
  for (const Spec& spec : specs) {
    CAPTURE(spec.name);
    CHECK_FALSE(spec.name.empty());
    CHECK(names.insert(spec.name).second);
  }
}

}  // namespace

TEST_CASE("a plugin describes itself with the same bytes each time, as its entry says", "[contract]") {
  const RecordingHost first;
  const RecordingHost second;
  REQUIRE(contract::plugin_entry().describe(first.callbacks()) == TARE_OK);
  REQUIRE(contract::plugin_entry().describe(second.callbacks()) == TARE_OK);
  CHECK(first.answer() == second.answer());
  const wire::Description described = contract::description();
  CHECK(described.method.name == contract::plugin_entry().name);
  CHECK(described.method.track == contract::plugin_entry().track);
  CHECK(described.track.name == contract::plugin_entry().track);
  CHECK(described.method.version == contract::plugin_entry().version);
  CHECK(described.method.summary == contract::plugin_entry().summary);
  CHECK_FALSE(described.method.devices.empty());
}

TEST_CASE("defaults are in range and among the choices, names are distinct, outcomes exist", "[contract]") {
  const wire::Description described = contract::description();
  for (const ParamSpec& spec : described.method.params) check_in_range(spec);
  for (const ParamSpec& spec : described.track.workload) check_in_range(spec);
  check_distinct(described.method.params);
  check_distinct(described.track.workload);
  check_distinct(described.track.metrics);
  check_distinct(described.track.ingredients);
  check_distinct(described.track.reasons);
  for (const ReasonSpec& reason : described.track.reasons) CHECK(model::outcome_named(reason.outcome).has_value());
}

TEST_CASE("a case runs in order, and a refusal says why", "[contract]") {
  const auto folder = scratch();
  const RecordingHost host;
  const Instance instance = opened(host, folder);
  const tare_plugin_entry& entry = contract::plugin_entry();
  const tare_status prepared = entry.prepare(instance.get());
  if (prepared != TARE_OK) {
    CHECK_FALSE(host.message().empty());
    return;
  }
  REQUIRE(entry.operations(instance.get()) == TARE_OK);
  const Json operations = Json::parse(host.answer(), nullptr, false);
  REQUIRE(operations.is_array());
  for (std::uint32_t i = 0; i < operations.size(); ++i) {
    double manual_s = 0;
    CAPTURE(operations[i].dump());
    CHECK(entry.run(instance.get(), i, 1, &manual_s) == TARE_OK);
  }
  CHECK(entry.evaluate(instance.get()) == TARE_OK);
  for (const Json& event : host.events()) CHECK(event.contains("event"));
}

TEST_CASE("calls in a wrong order are refused and harm nothing", "[contract]") {
  const auto folder = scratch();
  const RecordingHost host;
  const Instance instance = opened(host, folder);
  const tare_plugin_entry& entry = contract::plugin_entry();
  double manual_s = 0;
  CHECK(entry.evaluate(instance.get()) == TARE_BAD_CALL);
  CHECK(entry.operations(instance.get()) == TARE_BAD_CALL);
  CHECK(entry.run(instance.get(), 0, 1, &manual_s) == TARE_BAD_CALL);
  if (entry.prepare(instance.get()) != TARE_OK) return;
  CHECK(entry.prepare(instance.get()) == TARE_BAD_CALL);
  CHECK(entry.operations(instance.get()) == TARE_OK);
  CHECK(entry.run(instance.get(), 1'000'000, 1, &manual_s) == TARE_BAD_CALL);
  CHECK(entry.evaluate(instance.get()) == TARE_OK);
  CHECK(entry.evaluate(instance.get()) == TARE_BAD_CALL);
  entry.close(nullptr);
}

TEST_CASE("a wrong case document is refused with a message", "[contract]") {
  const auto folder = scratch();
  const Json good = contract::default_case(folder.path().string());
  std::vector<Json> wrong = {Json::array(), Json::object(), Json("case"), good, good, good};
  wrong[3]["params"]["no_such_parameter"] = 1;
  wrong[4]["workload"] = "all of it";
  wrong[5]["track"] = "no-such-track";
  for (const Json& json : wrong) {
    CAPTURE(json.dump());
    const RecordingHost host;
    tare_instance* instance = nullptr;
    CHECK(contract::open(host, json, instance) != TARE_OK);
    CHECK(instance == nullptr);
    CHECK_FALSE(host.message().empty());
  }
}

TEST_CASE("one seed gives one answer, also beside another instance", "[contract]") {
  const auto folder = scratch();
  const tare_plugin_entry& entry = contract::plugin_entry();
  const RecordingHost hosts[2];
  const Instance instances[2] = {opened(hosts[0], folder), opened(hosts[1], folder)};
  const tare_status first = entry.prepare(instances[0].get());
  CHECK(entry.prepare(instances[1].get()) == first);
  if (first != TARE_OK) return;
  CHECK(entry.evaluate(instances[1].get()) == TARE_OK);
  CHECK(entry.evaluate(instances[0].get()) == TARE_OK);
  const auto metrics = hosts[0].metrics();
  const auto others = hosts[1].metrics();
  for (const MetricSpec& spec : contract::description().track.metrics) {
    CAPTURE(spec.name);
    CHECK(metrics.contains(spec.name) == others.contains(spec.name));
    if (spec.is_deterministic && metrics.contains(spec.name)) CHECK(metrics.at(spec.name) == others.at(spec.name));
  }
}

TEST_CASE("asking to stop is obeyed or harmless", "[contract]") {
  const auto folder = scratch();
  const RecordingHost undisturbed;
  const Instance control = opened(undisturbed, folder);
  const tare_status expected = contract::plugin_entry().prepare(control.get());
  const RecordingHost host(true);
  const Instance instance = opened(host, folder);
  const tare_status prepared = contract::plugin_entry().prepare(instance.get());
  CHECK((prepared == TARE_CANCELLED || prepared == expected));
  if (prepared == TARE_CANCELLED) CHECK_FALSE(host.message().empty());
}
