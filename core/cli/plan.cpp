// `tare plan SUITE`: what a run would do, without doing it: ingredients, cases, what is cached, why the rest runs, how
// long it may take.
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/loading.hpp"
#include "cli/verb.hpp"
#include "device/machine.hpp"
#include "plan/schedule.hpp"
#include "run/runner.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <set>

namespace tare::cli {
namespace {

struct Options {
  std::string suite;
  std::uint64_t max_cases = 100'000;
  std::size_t shown_cases = 200;
  bool is_fresh = false;
};

// What the whole plan comes to.
struct Sum {
  std::uint64_t cases = 0;
  std::uint64_t answers_to_run = 0;
  std::uint64_t timings_to_run = 0;
  std::uint64_t shown = 0;
  double known_s = 0;
  std::uint64_t unknown_halves = 0;
  std::set<std::string> ingredients_to_make;
};

struct Known {
  plan::Finished finished;
  std::unordered_map<std::string, double> answer_s;  // plugin -> typical wall time of an answer half
};

std::optional<Known> known_halves(const Session& session, const std::string& machine_class) {
  Known known;
  if (!std::filesystem::exists(session.store)) return known;
  auto store = store::Store::open(session.store, store::Mode::read);
  if (!store) {
    fmt::print(stderr, "tare: {}\n", store.error().message);
    return std::nullopt;
  }
  auto finished = run::finished_in(*store, machine_class);
  auto typical = store->typical_answer_ns(machine_class);
  if (!finished || !typical) {
    fmt::print(stderr, "tare: {}\n", (finished ? typical.error() : finished.error()).message);
    return std::nullopt;
  }
  known.finished = std::move(*finished);
  for (const auto& [plugin, wall_ns] : *typical) known.answer_s[plugin] = wall_ns * 1e-9;
  return known;
}

// The identities alone decide whether a group needs a look; groups that are all cached and not printed stay indices.
void add_case(Sum& sum, const model::Case& one, const plan::CaseWork& item, const Known& known, double timing_s) {
  ++sum.cases;
  if (item.runs_answer()) {
    ++sum.answers_to_run;
    const auto typical = known.answer_s.find(one.plugin);
    if (typical == known.answer_s.end()) {
      ++sum.unknown_halves;
    } else {
      sum.known_s += typical->second;
    }
  }
  if (item.runs_timing()) {
    ++sum.timings_to_run;
    sum.known_s += timing_s;
  }
}

void print_case(const model::Case& one, const plan::CaseWork& item) {
  fmt::print("    {:<28} answer: {:<24} timing: {}\n", one.label, plan::name_of(item.answer),
             plan::name_of(item.timing));
}

void plan_suite(const plan::Expansion& expansion, const Options& options, const Known& known, Sum& sum) {
  const model::Suite& suite = expansion.suite();
  fmt::print("{}: {} cases in {} groups, {} methods, baseline {}\n", suite.name, expansion.case_count(),
             expansion.group_count(), suite.methods.size(), [&] {
               for (const plan::Variant& variant : expansion.variants()) {
                 if (variant.is_baseline) return variant.label;
               }
               return std::string("none");
             }());
  // A round takes its smallest time and about as much again for calibration and messages.
  const double timing_s = std::min(suite.timing.budget_s, suite.timing.rounds_max * suite.timing.min_time_s * 2);
  for (std::size_t g = 0; g < expansion.group_count(); ++g) {
    const bool is_shown = sum.shown < options.shown_cases;
    if (!is_shown && known.finished.answers.empty()) {
      const auto count = expansion.identities(g).size();
      sum.cases += count;
      sum.answers_to_run += count;
      sum.timings_to_run += suite.timing.is_on ? count : 0;
      sum.unknown_halves += count;
      continue;
    }
    const model::Group group = expansion.group(g);
    const auto work = plan::schedule(group, known.finished, {options.is_fresh, suite.timing.is_on});
    if (is_shown) fmt::print("  {}\n", run::place_name(suite, group.cases.front()));
    for (const plan::CaseWork& item : work.cases) {
      const model::Case& one = group.cases[item.index];
      add_case(sum, one, item, known, timing_s);
      if (is_shown) print_case(one, item);
      ++sum.shown;
    }
    if (!work.has_work()) continue;
    for (const model::Ingredient& ingredient : expansion.ingredients(g)) {
      const auto path =
          file::cache_folder() / "ingredients" / fmt::format("{}.{}", ingredient.id, ingredient.file_type);
      if (std::filesystem::exists(path)) continue;
      if (sum.ingredients_to_make.insert(ingredient.id).second && is_shown) {
        fmt::print("    ingredient {} has to be made\n", ingredient.name);
      }
    }
  }
}

int plan_all(const Session& session, const Options& options) {
  const auto loaded = load_suites(session, options.suite, options.max_cases);
  if (!loaded) return kBadUsage;
  const device::Machine machine = device::read_machine();
  const auto known = known_halves(session, machine.machine_class);
  if (!known) return kStoreTrouble;
  Sum sum;
  for (const plan::Expansion& expansion : loaded->expansions) plan_suite(expansion, options, *known, sum);
  if (sum.cases > sum.shown || sum.shown > options.shown_cases) {
    fmt::print("  ... ({} cases in all; --show N lists more)\n", sum.cases);
  }
  fmt::print("\n{} cases: {} answers and {} timings to run, {} answers cached; {} ingredients to make\n", sum.cases,
             sum.answers_to_run, sum.timings_to_run, sum.cases - sum.answers_to_run, sum.ingredients_to_make.size());
  const std::string unknown =
      sum.unknown_halves == 0
          ? ""
          : fmt::format(", and {} answers of methods that have no time in {} yet", sum.unknown_halves, session.store);
  fmt::print("estimated time: at most {}{}\n", text::quantity(sum.known_s, "s"), unknown);
  return kDone;
}

}  // namespace

void add_plan(CLI::App& app, Session& session) {
  CLI::App* verb =
      app.add_subcommand("plan", "say what a run would do: ingredients, cases, what is cached, why the rest runs");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("suite", options->suite, "suite file")->required();
  verb->add_option("--max-cases", options->max_cases, "refuse suites of more cases")->capture_default_str();
  verb->add_option("--show", options->shown_cases, "list so many cases")->capture_default_str();
  verb->add_flag("--fresh", options->is_fresh, "as if nothing were finished");
  verb->callback([options, &session] { session.action = [options, &session] { return plan_all(session, *options); }; });
}

}  // namespace tare::cli
