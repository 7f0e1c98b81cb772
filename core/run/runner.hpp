// A whole run: every group of every suite in order, what is cached skipped, everything else handed to a Sitting.
#pragma once

#include "model/suite.hpp"
#include "plan/expansion.hpp"
#include "plan/schedule.hpp"
#include "run/progress.hpp"
#include "run/setting.hpp"

#include <string>
#include <vector>

namespace tare::run {

// What the store holds, in the form that schedule wants.
[[nodiscard]] Result<plan::Finished> finished_in(const store::Store& store, const std::string& machine_class);

// Short text of what distinguishes a group from its neighbours: "network=vgg-a batch=256"; the axes' values, the device
// and seed when there are several.
[[nodiscard]] std::string place_name(const model::Suite& suite, const model::Case& one);

// Runs what is missing. The run's row is there before the first worker and has its status after the last.
// An Error means that the store is in trouble.
[[nodiscard]] Result<Tally> run_suites(store::Store& store, const Setting& setting, const model::RunRow& row,
                                       const std::vector<plan::Expansion>& suites, Progress& progress);

}  // namespace tare::run
