// Implementation of ingredients.hpp.
#include "run/ingredients.hpp"

#include "base/clock.hpp"
#include "base/digest.hpp"
#include "base/file.hpp"

#include <fmt/format.h>

namespace tare::run {
namespace {

using model::Outcome;

// The digest that the note beside an ingredient promises; empty when there is no readable note.
std::string promised_digest(const std::filesystem::path& note) {
  const auto text = file::contents(note);
  if (!text) return {};
  const Json parsed = Json::parse(*text, nullptr, false);
  if (!parsed.is_object() || !parsed.contains("content_digest") || !parsed["content_digest"].is_string()) return {};
  return parsed["content_digest"].get<std::string>();
}

bool is_intact(const std::filesystem::path& path, const std::filesystem::path& note) {
  const auto actual = digest::of_file(path);
  return actual && *actual == promised_digest(note);
}

}  // namespace

tl::expected<std::filesystem::path, Ending> IngredientShelf::path_of(const model::Ingredient& ingredient,
                                                                     const model::Suite& suite, Progress& progress) {
  const auto known = known_.find(ingredient.id);
  if (known != known_.end()) return known->second;
  auto found = find_or_make(ingredient, suite, progress);
  // An interrupted attempt says nothing about the next one.
  if (found || found.error().outcome != Outcome::cancelled) known_.emplace(ingredient.id, found);
  return found;
}

tl::expected<std::filesystem::path, Ending> IngredientShelf::find_or_make(const model::Ingredient& ingredient,
                                                                          const model::Suite& suite,
                                                                          Progress& progress) {
  const auto path = setting_->ingredient_folder / fmt::format("{}.{}", ingredient.id, ingredient.file_type);
  const auto note = setting_->ingredient_folder / fmt::format("{}.note.json", ingredient.id);
  if (is_intact(path, note)) return path;
  const auto lock = file::Lock::wait(setting_->ingredient_folder / fmt::format("{}.lock", ingredient.id));
  if (!lock) return tl::unexpected(Ending{Outcome::failed, "ingredient_failed", lock.error().message});
  if (is_intact(path, note)) return path;  // another run made it while this one waited

  progress.case_step(ingredient.name, "making ingredient");
  const auto aside = setting_->ingredient_folder / fmt::format("{}.part", ingredient.id);
  const std::int64_t began_ns = clock::steady_ns();
  Ending ending = make(ingredient, suite, aside);
  model::IngredientRow row{ingredient.id,
                           ingredient.track,
                           ingredient.name,
                           {},
                           ingredient.plugin_digest,
                           path.string(),
                           0,
                           clock::steady_ns() - began_ns,
                           clock::unix_ms(),
                           ending.outcome,
                           ending.reason,
                           ending.message};
  std::error_code problem;
  if (ending.is_ok()) {
    const auto content_digest = digest::of_file(aside);
    if (content_digest) {
      row.content_digest = *content_digest;
      row.bytes = static_cast<std::int64_t>(std::filesystem::file_size(aside, problem));
      std::filesystem::rename(aside, path, problem);
      const auto noted = file::write_atomically(
          note, Json{{"content_digest", row.content_digest}, {"bytes", row.bytes}, {"wall_ns", row.wall_ns}}.dump());
      if (problem || !noted) {
        ending = {Outcome::failed, "ingredient_failed", fmt::format("cannot keep {}", path.string())};
      }
    } else {
      ending = {Outcome::failed, "ingredient_failed",
                fmt::format("the plugin said that it made '{}', but left no file", ingredient.name)};
    }
    row.outcome = ending.outcome;
    row.reason = ending.reason;
    row.message = ending.message;
  }
  std::filesystem::remove(aside, problem);
  if (const auto stored = store_->add_ingredient(row); !stored && ending.is_ok()) {
    ending = {Outcome::failed, "ingredient_failed", stored.error().message};
  }
  if (ending.is_ok()) return path;
  // The maker's own reason says more than that it failed.
  if (ending.outcome != Outcome::cancelled && ending.outcome != Outcome::unsupported && ending.reason.empty())
    ending.reason = "ingredient_failed";
  ending.message = fmt::format("the ingredient '{}': {}", ingredient.name, ending.message);
  return tl::unexpected(std::move(ending));
}

Ending IngredientShelf::make(const model::Ingredient& ingredient, const model::Suite& suite,
                             const std::filesystem::path& output) {
  Json data_sets = Json::object();
  for (const std::string& name : ingredient.data_sets) {
    const auto found = setting_->data_sets.find(name);
    if (found == setting_->data_sets.end()) {
      return {Outcome::unsupported, "no_data",
              fmt::format("needs the data set '{}'; `tare data fetch {}` gets it", name, name)};
    }
    data_sets[name] = found->second.string();
  }
  wire::WorkerOptions options;
  options.guard_program = setting_->worker_program;
  options.command = {setting_->worker_program.string(), "--plugin", ingredient.plugin_path};
  options.memory_bytes = static_cast<std::int64_t>(suite.limits.memory_bytes);
  options.environment = suite.environment;
  auto talk = Conversation::start(options, suite.limits.time_s, setting_->interrupt_fd);
  if (!talk) return talk.error();
  const Json request = {{"name", ingredient.name},
                        {"workload", ingredient.workload},
                        {"seed", ingredient.seed},
                        {"data_sets", std::move(data_sets)},
                        {"output", output.string()}};
  Ending ending = talk->command({{"command", "make_ingredient"}, {"request", request}}, suite.limits.time_s, {});
  talk->finish();
  return ending;
}

}  // namespace tare::run
