// Answers: every case of the group that needs one is prepared, evaluated and committed, one after another; the workers
// that will be timed stay. The rounds are in timing.cpp.
#include "run/sitting.hpp"

#include "base/clock.hpp"
#include "base/random.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tare::run {

using model::Half;
using model::Outcome;

namespace {

// Share of the memory that is free at the start which a group's prepared workers may hold together (design, section 7).
constexpr double kResidentShare = 0.8;

}  // namespace

Sitting::Sitting(store::Store& store, const Setting& setting, const plan::Expansion& expansion,
                 const model::Group& group, IngredientShelf& shelf, PluginCheck& plugins, Progress& progress)
    : store_(store),
      setting_(setting),
      expansion_(expansion),
      suite_(expansion.suite()),
      group_(group),
      shelf_(shelf),
      plugins_(plugins),
      progress_(progress) {}

model::HalfRow Sitting::half_row(const model::Case& one, Half half) const {
  model::HalfRow row;
  row.id = random::uuid7();
  row.run_id = setting_.run_id;
  row.identity = one.identity;
  row.half = half;
  row.timing_identity = half == Half::timing ? one.timing_identity : "";
  row.machine_class = setting_.machine.machine_class;
  row.started_ms = clock::unix_ms();
  return row;
}

Result<void> Sitting::attach(const model::Case& one, Half half, const std::string& half_id) {
  return store_.set_run_case_half(run_case_row(setting_.run_id, suite_.name, group_, one), half, half_id);
}

tl::expected<IngredientPaths, Ending> Sitting::gather_ingredients(std::size_t group_index) {
  IngredientPaths paths;
  for (const model::Ingredient& ingredient : expansion_.ingredients(group_index)) {
    auto path = shelf_.path_of(ingredient, suite_, progress_);
    if (!path) return tl::unexpected(path.error());
    paths[ingredient.name] = *path;
  }
  return paths;
}

Result<std::vector<CaseEnd>> Sitting::run(const plan::GroupWork& work, std::size_t group_index) {
  std::vector<CaseEnd> ends(work.cases.size());
  std::vector<Member> members;
  members.reserve(work.cases.size());
  for (std::size_t i = 0; i < work.cases.size(); ++i) {
    ends[i].index = work.cases[i].index;
    if (!work.cases[i].runs_answer() && !work.cases[i].runs_timing()) continue;
    Member member;
    member.work = &work.cases[i];
    member.one = &group_.cases[work.cases[i].index];
    member.end = &ends[i];
    member.samples.is_baseline = member.one->is_baseline && member.one->twin == 0;
    members.push_back(std::move(member));
  }
  const auto ingredients = gather_ingredients(group_index);
  const double allowed_bytes = kResidentShare * static_cast<double>(device::available_memory_bytes());
  double resident_bytes = 0;
  bool is_blocked = false;
  for (Member& member : members) {
    if (auto done = answer(member, ingredients); !done) return tl::unexpected(done.error());
    if (is_cancelled_) return ends;
    if (member.worker == nullptr) continue;
    resident_bytes += static_cast<double>(member.worker->talk().worker().resident_bytes().value_or(0));
    is_blocked = is_blocked || (allowed_bytes > 0 && resident_bytes > allowed_bytes);
    // What does not fit together is prepared again, alone, when its turn to be timed comes.
    if (is_blocked) {
      for (Member& holder : members) drop_worker(holder);
    }
  }
  std::vector<Member*> timed;
  for (Member& member : members) {
    if (member.is_ready) timed.push_back(&member);
  }
  if (timed.empty()) return ends;
  if (auto done = time(timed, ingredients ? *ingredients : IngredientPaths{}, is_blocked); !done) {
    return tl::unexpected(done.error());
  }
  return ends;
}

Result<void> Sitting::answer(Member& member, const tl::expected<IngredientPaths, Ending>& ingredients) {
  const bool runs_answer = member.work->runs_answer();
  std::optional<HalfWriter> writer;
  if (runs_answer) {
    auto begun = HalfWriter::begin(store_, expansion_.track(), half_row(*member.one, Half::answer));
    if (!begun) return tl::unexpected(begun.error());
    writer.emplace(std::move(*begun));
  }
  Ending ending = prepare(member, ingredients, writer);
  if (ending.is_ok() && writer) {
    progress_.case_step(member.one->label, "evaluating");
    ending = member.worker->evaluate(writer->listener());
  }
  is_cancelled_ = is_cancelled_ || ending.outcome == Outcome::cancelled;
  note_worker(member);
  if (writer) {
    const auto peak = member.peak_resident_bytes > 0 ? std::optional(member.peak_resident_bytes) : std::nullopt;
    auto finished = writer->finish(ending, peak, member.output);
    if (!finished) return tl::unexpected(finished.error());
    ending = *finished;
    if (auto attached = attach(*member.one, Half::answer, writer->half_id()); !attached) return attached;
    member.end->answer = ending;
    progress_.half_finished(member.one->label, Half::answer, ending);
  }
  if (!ending.is_ok() || !member.work->runs_timing()) {
    drop_worker(member);
    // With its answer stored from before, what went wrong now belongs to the timing.
    if (!ending.is_ok() && !runs_answer) return fail_timing(member, ending);
    return {};
  }
  if (member.operations.empty()) {
    // Nothing to time is a finished timing; else it would be tried again in every run.
    drop_worker(member);
    return fail_timing(member, Ending{});
  }
  member.is_ready = true;
  return {};
}

// Starts the worker and lets it prepare. The worker is kept in the member when all went well, and also, for its output
// and peak, when it did not.
Ending Sitting::prepare(Member& member, const tl::expected<IngredientPaths, Ending>& ingredients,
                        std::optional<HalfWriter>& writer) {
  if (auto why_not = obstacle(*member.one, suite_, setting_, plugins_)) return *why_not;
  if (!ingredients) return ingredients.error();
  progress_.case_step(member.one->label, "preparing");
  auto started = CaseWorker::start(*member.one, suite_, *ingredients, setting_);
  if (!started) return started.error();
  member.worker = std::make_unique<CaseWorker>(std::move(*started));
  if (writer) writer->set_scratch_dir(member.worker->scratch_dir());
  const Ending ending = member.worker->prepare(writer ? writer->listener() : Conversation::Listener{});
  member.prepare_s = std::max(member.prepare_s, member.worker->prepare_s());
  member.operations.clear();
  for (const model::OperationRow& operation : member.worker->operations()) member.operations.push_back(operation.name);
  return ending;
}

void Sitting::note_worker(Member& member) {
  if (member.worker == nullptr) return;
  const wire::WorkerProcess& worker = member.worker->talk().worker();
  member.peak_resident_bytes = std::max(member.peak_resident_bytes, worker.peak_resident_bytes().value_or(0));
  member.output = worker.output();
}

void Sitting::drop_worker(Member& member) {
  if (member.worker == nullptr) return;
  note_worker(member);
  member.worker->talk().finish();
  member.worker.reset();
}

}  // namespace tare::run
