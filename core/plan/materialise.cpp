// From an index to values: identities by themselves (cheap, for look-ups) and whole groups.
#include "base/digest.hpp"
#include "plan/expansion.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tare::plan {

const NamedValue& Expansion::value(const Slot& slot, const Position& at) const {
  return slot.fixed ? *slot.fixed : axis_values_[slot.axis][at.rows[slot.axis]][slot.column];
}

std::string Expansion::place_text(const Position& at) const {
  std::string text = "workload=";
  for (const Slot& slot : slots_) {
    text += slot.name;
    text += '=';
    text += value(slot, at).hashed;
    text += ';';
  }
  text += "\ndevice=";
  text += suite_.devices[at.device];
  text += "\nseed=";
  return text;
}

std::vector<std::string> Expansion::identities(std::size_t index) const {
  const Position at = position(points_[index]);
  const std::string place = place_text(at) + std::to_string(suite_.seeds[at.seed]);
  std::vector<std::string> all;
  for (std::size_t v = 0; v < variants_.size(); ++v) {
    if (!is_excluded(at, v)) all.push_back(digest::of_text(variants_[v].identity_prefix + place));
  }
  return all;
}

model::Group Expansion::group(std::size_t index) const {
  const Position at = position(points_[index]);
  const std::string point_text = place_text(at);
  const std::string place = point_text + std::to_string(suite_.seeds[at.seed]);
  model::Group group;
  // The suite's name belongs to both ids: two suites of one run may ask the same of the same track.
  group.id = digest::of_text(fmt::format("tare-group\n{}\n{}\n{}", suite_.name, suite_.track, place));
  group.point_id = digest::of_text(fmt::format("tare-point\n{}\n{}\n{}", suite_.name, suite_.track, point_text));
  Json workload = Json::object();
  Json worker_workload = Json::object();
  for (const Slot& slot : slots_) {
    workload[slot.name] = value(slot, at).shown;
    worker_workload[slot.name] = value(slot, at).for_worker;
  }
  std::vector<std::string> ingredient_ids;
  for (const model::Ingredient& ingredient : ingredients(index)) ingredient_ids.push_back(ingredient.id);
  for (std::size_t v = 0; v < variants_.size(); ++v) {
    if (is_excluded(at, v)) continue;
    const Variant& variant = variants_[v];
    model::Case one;
    one.identity = digest::of_text(variant.identity_prefix + place);
    one.question = digest::of_text(variant.question_prefix + place);
    one.timing_identity = digest::of_text(one.identity + timing_digest_);
    one.label = variant.label;
    one.is_baseline = variant.is_baseline;
    one.twin = variant.twin;
    one.plugin = variant.plugin;
    one.plugin_path = variant.plugin_path;
    one.plugin_digest = variant.plugin_digest;
    one.plugin_version = variant.plugin_version;
    one.command = variant.command;
    one.devices = variant.devices;
    one.workload = workload;
    one.worker_workload = worker_workload;
    one.params = Json::object();
    one.worker_params = Json::object();
    for (const NamedValue& param : variant.params) {
      one.params[param.name] = param.shown;
      one.worker_params[param.name] = param.for_worker;
    }
    one.seed = suite_.seeds[at.seed];
    one.device = suite_.devices[at.device];
    one.ingredients = ingredient_ids;
    one.environment = variant.environment;
    group.cases.push_back(std::move(one));
  }
  return group;
}

std::vector<model::Ingredient> Expansion::ingredients(std::size_t index) const {
  const Position at = position(points_[index]);
  std::vector<model::Ingredient> all;
  for (const IngredientSpec& spec : track_.ingredients) {
    model::Ingredient ingredient;
    ingredient.track = suite_.track;
    ingredient.name = spec.name;
    ingredient.file_type = spec.file_type;
    ingredient.plugin_path = maker_path_;
    ingredient.plugin_digest = maker_digest_;
    ingredient.seed = spec.is_seeded ? suite_.seeds[at.seed] : 0;
    ingredient.data_sets = spec.data_sets;
    ingredient.workload = Json::object();
    std::string recipe =
        fmt::format("tare-ingredient\n{}\n{}\n{}\nseed={}\n", track_digest_, maker_digest_, spec.name, ingredient.seed);
    for (const Slot& slot : slots_) {
      ingredient.workload[slot.name] = value(slot, at).for_worker;
      if (std::find(spec.workload.begin(), spec.workload.end(), slot.name) == spec.workload.end()) continue;
      recipe += fmt::format("{}={};", slot.name, value(slot, at).hashed);
    }
    for (const std::string& name : spec.data_sets) {
      const auto digest = data_.find(name);
      recipe += fmt::format("\ndata {}={}", name, digest == data_.end() ? "missing" : digest->second);
    }
    ingredient.id = digest::of_text(recipe);
    all.push_back(std::move(ingredient));
  }
  return all;
}

}  // namespace tare::plan
