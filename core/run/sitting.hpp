// One group's work: answers first, each committed at once, then interleaved random rounds over the workers that stayed.
#pragma once

#include "model/plan.hpp"
#include "plan/expansion.hpp"
#include "plan/schedule.hpp"
#include "run/half_writer.hpp"
#include "run/ingredients.hpp"
#include "run/progress.hpp"
#include "run/rounds.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tare::run {

// What became of a case's halves in this run; nullopt: the half did not run now.
struct CaseEnd {
  std::size_t index = 0;
  std::optional<Ending> answer = {};
  std::optional<Ending> timing = {};
};

// The case's place in the run, without halves.
[[nodiscard]] model::RunCaseRow run_case_row(const std::string& run_id, const std::string& suite,
                                             const model::Group& group, const model::Case& one);

class Sitting {
 public:
  Sitting(store::Store& store, const Setting& setting, const plan::Expansion& expansion, const model::Group& group,
          IngredientShelf& shelf, PluginCheck& plugins, Progress& progress);
  // Runs the halves that the schedule asks for. An Error means that the store is in trouble and the run cannot go on.
  [[nodiscard]] Result<std::vector<CaseEnd>> run(const plan::GroupWork& work, std::size_t group_index);
  [[nodiscard]] bool is_cancelled() const { return is_cancelled_; }

 private:
  struct Member {
    const plan::CaseWork* work = nullptr;
    const model::Case* one = nullptr;
    CaseEnd* end = nullptr;
    std::unique_ptr<CaseWorker> worker = {};  // absent before it starts, after it ends and between two processes
    std::optional<HalfWriter> timing = {};
    std::vector<std::string> operations = {};
    MemberSamples samples = {};
    double prepare_s = 0;
    std::int64_t peak_resident_bytes = 0;
    std::string output = {};
    bool is_ready = false;  // prepared well and has something to time
  };

  // sitting.cpp: answers.
  Result<void> answer(Member& member, const tl::expected<IngredientPaths, Ending>& ingredients);
  Ending prepare(Member& member, const tl::expected<IngredientPaths, Ending>& ingredients,
                 std::optional<HalfWriter>& writer);
  void note_worker(Member& member);
  void drop_worker(Member& member);
  Result<void> attach(const model::Case& one, model::Half half, const std::string& half_id);
  [[nodiscard]] model::HalfRow half_row(const model::Case& one, model::Half half) const;
  tl::expected<IngredientPaths, Ending> gather_ingredients(std::size_t group_index);

  // timing.cpp: rounds. The members that are still timed are in `timed`; whoever fails leaves it with an outcome.
  Result<void> time(std::vector<Member*>& timed, const IngredientPaths& ingredients, bool is_blocked);
  Result<std::string> time_interleaved(std::vector<Member*>& timed, const IngredientPaths& ingredients);
  Result<std::string> time_blocked(std::vector<Member*>& timed, const IngredientPaths& ingredients);
  Result<void> revive_all(std::vector<Member*>& timed, const IngredientPaths& ingredients);
  Result<void> rounds(std::vector<Member*>& timed, int process, int count);
  Result<void> keep_round(const std::vector<Member*>& timed,
                          std::vector<std::pair<std::size_t, model::SampleRow>>& heard);
  Result<void> begin_timing(Member& member);
  Result<void> finish_timing(Member& member, const Ending& ending);
  Result<void> fail_timing(Member& member, const Ending& ending);
  [[nodiscard]] bool is_budget_spent() const;
  [[nodiscard]] std::optional<double> interval(const std::vector<Member*>& timed) const;

  store::Store& store_;
  const Setting& setting_;
  const plan::Expansion& expansion_;
  const model::Suite& suite_;
  const model::Group& group_;
  IngredientShelf& shelf_;
  PluginCheck& plugins_;
  Progress& progress_;
  std::string sitting_id_;
  std::optional<double> last_interval_;
  int rounds_done_ = 0;
  std::int64_t timing_began_ns_ = 0;
  bool is_cancelled_ = false;
};

}  // namespace tare::run
