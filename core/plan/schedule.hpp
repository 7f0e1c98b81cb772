// Which halves of a group have to run, and why. Pure: a group and what the store already holds go in, work comes out.
#pragma once

#include "model/outcome.hpp"
#include "model/plan.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tare::plan {

// What the store knows of finished halves on machines of this class.
struct Finished {
  // identity -> newest ok answer half.
  std::unordered_map<std::string, std::string> answers;
  // timing identity -> newest ok timing half and its sitting.
  struct TimingHalf {
    std::string half_id;
    std::string sitting_id;
  };
  std::unordered_map<std::string, TimingHalf> timings;
  // identity -> outcome of the newest answer half that is not ok, so that a plan can say why it runs again.
  std::unordered_map<std::string, std::string> failures;
};

// Why a half runs. Names are the texts that `tare plan` prints.
enum class Why : std::uint8_t {
  cached,         // it does not run
  never_ran,      // nothing is stored under this identity on this machine class
  failed_before,  // it ran and did not end ok
  fresh,          // --fresh
  for_sitting,    // the baseline or its twin, timed again beside a method whose times are missing
  switched_off,   // timing = false
};
[[nodiscard]] std::string_view name_of(Why why);

struct CaseWork {
  std::size_t index = 0;  // into Group::cases
  Why answer = Why::cached;
  Why timing = Why::cached;
  std::optional<std::string> cached_answer_half = {};
  std::optional<std::string> cached_timing_half = {};
  [[nodiscard]] bool runs_answer() const { return answer != Why::cached; }
  [[nodiscard]] bool runs_timing() const { return timing != Why::cached && timing != Why::switched_off; }
};

struct GroupWork {
  std::vector<CaseWork> cases;  // one a case, in the group's order
  [[nodiscard]] bool has_work() const;
  [[nodiscard]] bool has_timing() const;
};

struct ScheduleOptions {
  bool is_fresh = false;
  bool is_timing_on = true;
};

// The halves that are missing, and the baseline and its twin beside any timing that is: a time verdict uses one
// sitting.
[[nodiscard]] GroupWork schedule(const model::Group& group, const Finished& finished, const ScheduleOptions& options);

}  // namespace tare::plan
