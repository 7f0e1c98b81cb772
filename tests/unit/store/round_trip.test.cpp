// Saving and loading is the identity: random rows of every kind, compared through their texts.
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "catch.hpp"
#include "example.hpp"

using namespace tare;
using namespace tare::store;

namespace {

// Random values that rows are made of: edges are as likely as the ordinary.
class Source {
 public:
  explicit Source(std::uint64_t seed) : generator_(seed) {}
  std::string text() {
    static const std::vector<std::string> pieces = {"", "a", "'", "\"", "\\", "\u00e4", "\U0001F600", "\n", ";--", "%"};
    std::string all;
    for (std::uint64_t i = generator_.below(12); i > 0; --i) all += pieces[generator_.below(pieces.size())];
    return all;
  }
  std::string key(const char* kind) { return kind + std::to_string(++count_) + text(); }
  std::int64_t integer() {
    const std::vector<std::int64_t> edges = {0, -1, 1, INT64_MAX, INT64_MIN};
    return generator_.below(2) == 0 ? edges[generator_.below(edges.size())] : static_cast<std::int64_t>(generator_());
  }
  double real() {
    const std::vector<double> edges = {0, 1.0 / 3, 1e308, -1e-308, 5e-324, 1e22, 9007199254740993.0};
    return generator_.below(2) == 0 ? edges[generator_.below(edges.size())] : generator_.normal() * 1e9;
  }
  bool flag() { return generator_.below(2) == 0; }
  int small() { return static_cast<int>(generator_.below(1000)); }
  std::uint64_t bits() { return generator_(); }
  model::Outcome outcome() { return static_cast<model::Outcome>(generator_.below(model::kOutcomeNames.size())); }
  template <typename Value>
  std::optional<Value> maybe(Value value) {
    return flag() ? std::optional<Value>(std::move(value)) : std::nullopt;
  }
  Json json() {
    Json value = Json::object();
    value[text()] = integer();
    value[text()] = real();
    value[text()] = bits();
    value[text()] = Json::array({text(), nullptr, flag(), Json::object()});
    return value;
  }

 private:
  random::Generator generator_;
  int count_ = 0;
};

// Doubles by their bits. Only the sign of a zero is not kept: SQLite stores whole numbers as integers.
std::string shown(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return std::to_string(bits);
}
std::string shown(const std::string& value) { return value; }
std::string shown(const Json& value) { return value.dump(); }
std::string shown(model::Outcome value) { return std::string(model::name_of(value)); }
std::string shown(model::Half value) { return std::string(model::name_of(value)); }
template <typename Value>
  requires std::is_integral_v<Value>
std::string shown(Value value) {
  return std::to_string(value);
}
template <typename Value>
std::string shown(const std::optional<Value>& value) {
  return value ? "some " + shown(*value) : "none";
}
template <typename... Values>
std::vector<std::string> fields(const Values&... values) {
  return {shown(values)...};
}

std::vector<std::string> shown(const model::RunRow& r) {
  return fields(r.id, r.suite_name, r.suite_path, r.suite_text, r.suite_digest, r.command_line, r.tare_version,
                r.commit, r.is_dirty, r.machine, r.machine_class, r.environment, r.order_seed, r.started_ms,
                r.finished_ms, r.status);
}
std::vector<std::string> shown(const model::CaseRow& r) {
  return fields(r.identity, r.question, r.track, r.track_digest, r.plugin, r.plugin_version, r.plugin_digest, r.params,
                r.workload, r.seed, r.device, r.twin, r.ingredients);
}
std::vector<std::string> shown(const model::RunCaseRow& r) {
  return fields(r.run_id, r.identity, r.suite, r.label, r.is_baseline, r.group_id, r.point_id, r.answer_half_id,
                r.timing_half_id);
}
std::vector<std::string> shown(const model::SittingRow& r) {
  return fields(r.id, r.run_id, r.group_id, r.started_ms, r.finished_ms, r.is_blocked, r.cores, r.stop_reason);
}
std::vector<std::string> shown(const model::HalfRow& r) {
  return fields(r.id, r.run_id, r.identity, r.half, r.timing_identity, r.machine_class, r.sitting_id, r.started_ms,
                r.finished_ms, r.outcome, r.reason, r.message, r.wall_ns, r.peak_resident_bytes, r.output);
}
std::vector<std::string> shown(const model::IngredientRow& r) {
  return fields(r.id, r.track, r.name, r.content_digest, r.plugin_digest, r.path, r.bytes, r.wall_ns, r.made_ms,
                r.outcome, r.reason, r.message);
}

model::RunRow random_run(Source& s) {
  return {s.key("run"), s.text(), s.text(), s.text(),    s.text(),
          s.text(),     s.text(), s.text(), s.flag(),    s.text(),
          s.text(),     s.json(), s.bits(), s.integer(), s.maybe(s.integer()),
          s.text()};
}
model::CaseRow random_case(Source& s) {
  return {s.key("case"),
          s.text(),
          s.text(),
          s.text(),
          s.text(),
          s.text(),
          s.text(),
          s.json(),
          s.json(),
          s.bits(),
          s.text(),
          s.small(),
          Json::array({s.text()})};
}
model::HalfRow random_half(Source& s, const std::string& run, const std::string& identity, const std::string& sitting) {
  return {s.key("half"),
          run,
          identity,
          s.flag() ? model::Half::answer : model::Half::timing,
          s.text(),
          s.text(),
          s.maybe(sitting),
          s.integer(),
          s.maybe(s.integer()),
          s.maybe(s.outcome()),
          s.text(),
          s.text(),
          s.maybe(s.integer()),
          s.maybe(s.integer()),
          s.text()};
}

}  // namespace

TEST_CASE("runs, cases, sittings and halves are loaded as they were saved", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    Source s(seed);
    model::RunRow run = random_run(s);
    run.id += std::to_string(seed);
    const model::CaseRow asked = random_case(s);
    const model::SittingRow sitting = {s.key("sitting"),     run.id,   s.text(), s.integer(),
                                       s.maybe(s.integer()), s.flag(), s.text(), s.text()};
    model::CaseRow stored = asked;
    stored.identity += std::to_string(seed);
    model::SittingRow visit = sitting;
    visit.id += std::to_string(seed);
    model::HalfRow half = random_half(s, run.id, stored.identity, visit.id);
    half.id += std::to_string(seed);
    const model::RunCaseRow place_in_run = {run.id,   stored.identity, s.text(),         s.text(),        s.flag(),
                                            s.text(), s.text(),        s.maybe(half.id), s.maybe(half.id)};
    example::require(store.begin_run(run));
    example::require(store.add_case(stored));
    example::require(store.begin_sitting(visit));
    example::require(store.begin_half(half));
    example::require(store.add_run_case(place_in_run));
    CHECK(shown(store.run(run.id).value()) == shown(run));
    CHECK(shown(store.cases(run.id)->at(0)) == shown(stored));
    CHECK(shown(store.sittings(run.id)->at(0)) == shown(visit));
    CHECK(shown(store.halves(run.id)->at(0)) == shown(half));
    CHECK(shown(store.run_cases(run.id)->at(0)) == shown(place_in_run));
  }
}

TEST_CASE("the rows of a half are loaded as they were saved and in their order", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  example::write_run(store, "run-1");
  const std::string id = "run-1 dp timing";
  std::vector<model::SampleRow> samples = store.samples(id).value();
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    Source s(seed);
    const model::PhaseRow phase = {s.text(), s.integer(), s.maybe(s.integer())};
    const model::MetricRow metric = {"m" + std::to_string(seed + 100), s.maybe(s.real()), s.text(), s.text(), s.flag()};
    const model::SeriesRow series = {s.text(), s.real(), s.maybe(s.real())};
    const model::LogRow log = {s.text(), s.text()};
    const model::SampleRow sample = {"z", s.small(), int(seed), s.small(), s.integer(), s.real(), s.maybe(s.real())};
    const model::IngredientRow made = {s.key("id") + std::to_string(seed),
                                       s.text(),
                                       s.text(),
                                       s.text(),
                                       s.text(),
                                       s.text(),
                                       s.integer(),
                                       s.integer(),
                                       s.integer(),
                                       s.outcome(),
                                       s.text(),
                                       s.text()};
    example::require(store.add_phase(id, phase));
    example::require(store.add_metric(id, metric));
    example::require(store.add_series(id, series));
    example::require(store.add_log(id, log));
    example::require(store.add_sample(id, sample));
    example::require(store.add_ingredient(made));
    const model::PhaseRow p = store.phases(id)->back();
    CHECK(fields(p.name, p.wall_ns, p.cpu_ns) == fields(phase.name, phase.wall_ns, phase.cpu_ns));
    const model::MetricRow m = store.metrics(id)->back();
    CHECK(fields(m.name, m.value, m.unit, m.direction, m.is_deterministic) ==
          fields(metric.name, metric.value, metric.unit, metric.direction, metric.is_deterministic));
    const model::SeriesRow v = store.series(id)->back();
    CHECK(fields(v.name, v.step, v.value) == fields(series.name, series.step, series.value));
    const model::LogRow l = store.logs(id)->back();
    CHECK(fields(l.level, l.text) == fields(log.level, log.text));
    const std::vector<model::SampleRow> all = store.samples(id).value();
    CHECK(std::any_of(all.begin(), all.end(), [&](const model::SampleRow& t) {
      return fields(t.operation, t.process, t.round, t.position, t.iterations, t.wall_ns, t.cpu_ns) ==
             fields(sample.operation, sample.process, sample.round, sample.position, sample.iterations, sample.wall_ns,
                    sample.cpu_ns);
    }));
    CHECK(shown(store.last_ingredient(made.id)->value()) == shown(made));
  }
}
