// Implementation of schedule.hpp.
#include "plan/schedule.hpp"

#include <algorithm>

namespace tare::plan {

std::string_view name_of(Why why) {
  switch (why) {
    case Why::cached:
      return "cached";
    case Why::never_ran:
      return "never ran here";
    case Why::failed_before:
      return "did not end ok before";
    case Why::fresh:
      return "--fresh";
    case Why::for_sitting:
      return "timed again for a common sitting";
    case Why::switched_off:
      return "timing is off";
  }
  return "";
}

bool GroupWork::has_work() const {
  return std::any_of(cases.begin(), cases.end(),
                     [](const CaseWork& it) { return it.runs_answer() || it.runs_timing(); });
}

bool GroupWork::has_timing() const {
  return std::any_of(cases.begin(), cases.end(), [](const CaseWork& it) { return it.runs_timing(); });
}

GroupWork schedule(const model::Group& group, const Finished& finished, const ScheduleOptions& options) {
  GroupWork work;
  for (std::size_t i = 0; i < group.cases.size(); ++i) {
    const model::Case& one = group.cases[i];
    CaseWork item;
    item.index = i;
    const auto answer = finished.answers.find(one.identity);
    if (options.is_fresh) {
      item.answer = Why::fresh;
    } else if (answer != finished.answers.end()) {
      item.cached_answer_half = answer->second;
    } else {
      item.answer = finished.failures.contains(one.identity) ? Why::failed_before : Why::never_ran;
    }
    const auto timing = finished.timings.find(one.timing_identity);
    if (!options.is_timing_on) {
      item.timing = Why::switched_off;
    } else if (options.is_fresh) {
      item.timing = Why::fresh;
    } else if (timing != finished.timings.end()) {
      item.cached_timing_half = timing->second.half_id;
    } else {
      item.timing = Why::never_ran;
    }
    work.cases.push_back(std::move(item));
  }
  if (!work.has_timing()) return work;
  for (CaseWork& item : work.cases) {
    const model::Case& one = group.cases[item.index];
    if (item.timing == Why::cached && (one.is_baseline || one.twin > 0)) {
      item.timing = Why::for_sitting;
      item.cached_timing_half.reset();
    }
  }
  return work;
}

}  // namespace tare::plan
