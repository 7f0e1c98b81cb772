// The worker of one case: started with the case's limits, cores and scratch folder, prepared, evaluated, timed.
#pragma once

#include "base/file.hpp"
#include "model/plan.hpp"
#include "model/rows.hpp"
#include "run/conversation.hpp"
#include "run/plugin_check.hpp"
#include "run/setting.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tare::run {

// Paths of the group's ingredients, by name.
using IngredientPaths = std::map<std::string, std::filesystem::path, std::less<>>;

class CaseWorker {
 public:
  [[nodiscard]] static tl::expected<CaseWorker, Ending> start(const model::Case& one, const model::Suite& suite,
                                                              const IngredientPaths& ingredients,
                                                              const Setting& setting);
  // Loads, builds, trains; learns the operations.
  [[nodiscard]] Ending prepare(const Conversation::Listener& listener);
  [[nodiscard]] Ending evaluate(const Conversation::Listener& listener);
  // One visit to an operation.
  [[nodiscard]] tl::expected<model::SampleRow, Ending> round(const std::string& operation, double min_time_s);
  [[nodiscard]] const std::vector<model::OperationRow>& operations() const { return operations_; }
  [[nodiscard]] const std::filesystem::path& scratch_dir() const { return scratch_.path(); }
  [[nodiscard]] Conversation& talk() { return talk_; }
  // Wall time of prepare, for the choice of how many processes to use.
  [[nodiscard]] double prepare_s() const { return prepare_s_; }

 private:
  CaseWorker(Conversation talk, file::TemporaryFolder scratch, Json case_json, double time_limit_s)
      : talk_(std::move(talk)),
        scratch_(std::move(scratch)),
        case_json_(std::move(case_json)),
        time_limit_s_(time_limit_s) {}
  Conversation talk_;
  file::TemporaryFolder scratch_;
  Json case_json_;
  double time_limit_s_;
  double prepare_s_ = 0;
  std::vector<model::OperationRow> operations_;
};

// Why a case cannot even be tried: its device is not offered, a data set is missing, its plugin's file has changed.
[[nodiscard]] std::optional<Ending> obstacle(const model::Case& one, const model::Suite& suite, const Setting& setting,
                                             PluginCheck& plugins);

}  // namespace tare::run
