// What the store answers beyond the rows of the model: values for planning, for lists and for comparing.
#pragma once

#include "model/rows.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace tare::store {

// The newest ok timing half of a case and the sitting that its rounds belong to.
struct FinishedTiming {
  std::string half_id;
  std::optional<std::string> sitting_id;
};

// How the newest half of a case ended: says why it runs again.
struct LastHalf {
  std::optional<model::Outcome> outcome;  // nullopt: never finished
  std::string reason;
};

// What is there already for one machine class. Only ok halves count as finished.
struct FinishedHalves {
  std::unordered_map<std::string, std::string> answers;                   // identity -> half id
  std::map<std::pair<std::string, std::string>, FinishedTiming> timings;  // (identity, timing_identity)
  std::unordered_map<std::string, LastHalf> last_answers;                 // identity -> newest, ok or not
  std::map<std::pair<std::string, std::string>, LastHalf> last_timings;   // (identity, timing_identity)
  std::unordered_map<std::string, std::string> plugin_digests;            // question -> of its newest case
};

struct RunSummary {
  model::RunRow run;              // without suite_text and environment
  std::int64_t case_count = 0;    // asked
  std::int64_t ok_count = 0;      // answers that are ok
  std::int64_t failed_count = 0;  // answers that ended otherwise, unsupported ones left out
  std::int64_t unsupported_count = 0;
};

// One value of a row whose columns are not known here.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

// The columns of the view `results`, in order.
[[nodiscard]] const std::vector<std::string>& result_columns();

// A case of a run whose answer and timing are both ok, and the baseline's half in the same sitting.
struct TimedCase {
  std::string suite;
  std::string track;
  std::string label;
  std::string plugin;
  bool is_baseline = false;
  int twin = 0;
  std::string group_id;
  std::string point_id;
  std::string identity;
  Json params;
  Json workload;
  std::uint64_t seed = 0;
  std::string device;
  std::string half_id;  // the timing half, which the samples belong to
  std::optional<std::string> sitting_id;
  std::optional<std::string> baseline_half_id;  // nullopt: the baseline was not timed in this sitting
  bool is_blocked = false;
};

// A half that a run rests on and that did not end ok.
struct FailedCase {
  model::RunCaseRow run_case;
  model::HalfRow half;
};

}  // namespace tare::store
