// Methods against the baseline, from rows to verdicts: times inside a sitting, metrics over the seeds of a point.
// Knows rows and statistics, neither where rows come from nor how answers are shown.
#pragma once

#include "base/json.hpp"
#include "compare/ratio.hpp"
#include "compare/verdict.hpp"
#include "model/outcome.hpp"
#include "model/rows.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tare::compare {

// One method's part in a sitting.
struct TimedMethod {
  std::string label;
  Json params = Json::object();
  bool is_baseline = false;
  int twin = 0;
  model::Outcome outcome = model::Outcome::ok;  // the worse of its two halves
  std::string reason = {};
  std::string half_id = {};  // the timing half; named in what rests on it
  std::vector<model::SampleRow> samples = {};
};

// One interleaved visit to a group; its samples may be paired with each other and with no others.
struct TimedGroup {
  std::string suite;
  std::string track;
  std::string group_id;
  std::string point_id;
  Json workload;
  std::uint64_t seed = 0;
  std::string device;
  bool is_blocked = false;
  std::vector<TimedMethod> methods;
};

enum class Quantity : std::uint8_t { time, metric };

struct Comparison {
  Quantity quantity = Quantity::time;
  std::string suite;
  std::string track;
  std::string name;  // operation or metric
  std::string unit;
  std::string method;
  std::string baseline;
  std::string point_id;
  Json params;
  Json workload;
  std::string device;

  int count = 0;                              // rounds (the fewest of a seed) or seeds
  int seed_count = 0;                         // groups that the estimate combines
  std::optional<double> baseline_value = {};  // median ns or mean over seeds
  std::optional<double> method_value = {};
  std::optional<double> ratio = {};                // how many times better: above 1 the method wins
  std::optional<double> difference = {};           // where a ratio is undefined: by how much better, in the unit
  std::optional<Interval> interval = {};           // 95 %, of the ratio, else of the difference
  std::optional<Interval> adjusted_interval = {};  // by Holm's correction; the verdict's
  std::optional<double> p_value = {};              // of equality
  std::optional<double> sign_flip_p_value = {};    // metrics, from six seeds on
  double band_ratio = kBandRatio;                  // 0 for what is exact
  std::optional<double> noise_floor_ratio = {};    // by the twin
  Verdict verdict = Verdict::undecided;
  std::optional<int> further_count = {};
  std::string note = {};  // why there is no verdict, or what to know about it; lower case, for people
  bool is_exact = false;
  bool is_autocorrelated = false;
  bool is_bimodal = false;
  bool is_blocked = false;
  bool is_p_extrapolated = false;  // the p-value or adjusted interval comes from the studentised normal tail
  std::vector<std::string> row_ids = {};

  // Of log(ratio), else of the difference; combined further by geometric_mean.
  std::optional<Uncertainty> uncertainty = {};
};

// Every method against the baseline of its own sitting, for each operation. Groups of one point are combined by the
// geometric mean; of a group that was visited twice the later entry counts. Verdicts are corrected within families.
[[nodiscard]] std::vector<Comparison> compare_times(std::span<const TimedGroup> groups,
                                                    const BootstrapOptions& options = {});

// Every method against the baseline (twin 0), for each metric with a direction, paired by group.
[[nodiscard]] std::vector<Comparison> compare_metrics(std::span<const model::ResultRow> rows);

// Geometric mean of ratios over an axis: the interval is that of the measurements, the points being fixed.
struct GeometricMean {
  int count = 0;
  double ratio = 1;
  std::optional<Interval> interval = {};  // none when a member has none
};

// Undefined when no member has a ratio. Members without one (failed, wrong) are left out and not counted.
[[nodiscard]] std::optional<GeometricMean> geometric_mean(std::span<const Comparison* const> comparisons);

}  // namespace tare::compare
