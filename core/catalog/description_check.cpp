// Implementation of description_check.hpp.
#include "catalog/description_check.hpp"

#include "base/text.hpp"
#include "model/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tare::catalog {
namespace {

using Problem = std::optional<std::string>;

bool is_name(std::string_view name, char separator) {
  if (name.empty() || name.front() < 'a' || name.front() > 'z' || name.back() == separator) return false;
  char before = 0;
  for (const char c : name) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!is_word && (c != separator || before == separator)) return false;
    before = c;
  }
  return true;
}

bool is_number(ParamType type) { return type == ParamType::integer || type == ParamType::real; }

bool type_fits(const ParamSpec& spec) {
  switch (spec.type) {
    case ParamType::boolean:
      return std::holds_alternative<bool>(spec.standard);
    case ParamType::integer:
      return std::holds_alternative<std::int64_t>(spec.standard);
    case ParamType::real:
      return std::holds_alternative<double>(spec.standard) || std::holds_alternative<std::int64_t>(spec.standard);
    case ParamType::text:
    case ParamType::file:
      return std::holds_alternative<std::string>(spec.standard);
  }
  return false;
}

double as_number(const ParamValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  const auto* real = std::get_if<double>(&value);
  return real == nullptr ? 0.0 : *real;
}

Problem number_problem(const ParamSpec& spec) {
  const double standard = as_number(spec.standard);
  if (!spec.choices.empty()) return fmt::format("{}: choices are for texts and files, not for numbers", spec.name);
  if (!std::isfinite(standard)) return fmt::format("{}: the default is not finite", spec.name);
  if (spec.min && spec.max && *spec.min > *spec.max) {
    return fmt::format("{}: min {} is above max {}", spec.name, *spec.min, *spec.max);
  }
  if (spec.min && standard < *spec.min) {
    return fmt::format("{}: the default {} is below min {}", spec.name, standard, *spec.min);
  }
  if (spec.max && standard > *spec.max) {
    return fmt::format("{}: the default {} is above max {}", spec.name, standard, *spec.max);
  }
  return std::nullopt;
}

Problem text_problem(const ParamSpec& spec) {
  if (spec.min || spec.max) return fmt::format("{}: min and max are for numbers", spec.name);
  if (!spec.unit.empty()) return fmt::format("{}: units are for numbers", spec.name);
  if (spec.choices.empty()) return std::nullopt;
  if (spec.type == ParamType::boolean) return fmt::format("{}: choices are for texts and files", spec.name);
  const std::set<std::string> once(spec.choices.begin(), spec.choices.end());
  if (once.size() != spec.choices.size()) return fmt::format("{}: a choice stands twice in its list", spec.name);
  const auto& standard = std::get<std::string>(spec.standard);
  // A file may be any path; its choices are names for built-in ones.
  if (spec.type == ParamType::text && !once.contains(standard)) {
    return fmt::format("{}: the default \"{}\" is none of its choices", spec.name, standard);
  }
  return std::nullopt;
}

Problem spec_problem(const ParamSpec& spec) {
  if (!is_snake_case(spec.name)) {
    return fmt::format("\"{}\": a name is lower-case letters, digits and underscores", spec.name);
  }
  if (!type_fits(spec)) return fmt::format("{}: the default is no {}", spec.name, wire::name_of(spec.type));
  return is_number(spec.type) ? number_problem(spec) : text_problem(spec);
}

Problem specs_problem(std::string_view table, const std::vector<ParamSpec>& specs) {
  std::set<std::string> names;
  for (const ParamSpec& spec : specs) {
    if (const Problem problem = spec_problem(spec)) return fmt::format("{} {}", table, *problem);
    if (!names.insert(spec.name).second) return fmt::format("{} {}: the name stands twice", table, spec.name);
  }
  return std::nullopt;
}

// Names of one table of the track: well-formed and each once.
template <typename Spec>
Problem names_problem(std::string_view table, const std::vector<Spec>& specs) {
  std::set<std::string> names;
  for (const Spec& spec : specs) {
    if (!is_snake_case(spec.name) && !is_kebab_case(spec.name)) {
      return fmt::format("{} \"{}\": a name is lower-case letters, digits and underscores", table, spec.name);
    }
    if (!names.insert(spec.name).second) return fmt::format("{} {}: the name stands twice", table, spec.name);
  }
  return std::nullopt;
}

Problem references_problem(const TrackDescription& track) {
  for (const IngredientSpec& ingredient : track.ingredients) {
    for (const std::string& key : ingredient.workload) {
      const bool is_known = std::any_of(track.workload.begin(), track.workload.end(),
                                        [&](const ParamSpec& spec) { return spec.name == key; });
      if (!is_known) {
        return fmt::format("ingredient {}: depends on `{}`, which is no workload value", ingredient.name, key);
      }
    }
  }
  for (const ReasonSpec& reason : track.reasons) {
    if (!model::outcome_named(reason.outcome)) {
      return fmt::format("reason {}: \"{}\" is no outcome", reason.name, reason.outcome);
    }
  }
  return std::nullopt;
}

Problem identity_problem(const wire::Description& description) {
  const auto& [method, track] = description;
  if (!is_kebab_case(method.name)) {
    return fmt::format("method \"{}\": a name is lower-case letters, digits and hyphens", method.name);
  }
  if (!is_kebab_case(track.name)) {
    return fmt::format("track \"{}\": a name is lower-case letters, digits and hyphens", track.name);
  }
  if (method.devices.empty()) return "the method offers no device; the list needs \"cpu\", \"cuda\" or both";
  return std::nullopt;
}

// `metric step_bytes`, for an element of the list `metrics` that has a name, else its place in the list.
std::string label(const std::string& list, const Json& element, std::size_t index) {
  const std::string singular = list.ends_with('s') ? list.substr(0, list.size() - 1) : list;
  if (element.is_object() && element.contains("name") && element["name"].is_string()) {
    return fmt::format("{} {}", singular, element["name"].get<std::string>());
  }
  return fmt::format("{} {}", singular, index + 1);
}

std::string within(const std::string& place, const std::string& inner) {
  return place.empty() ? inner : fmt::format("{}: {}", place, inner);
}

std::string difference_at(const std::string& place, const std::string& key, const Json& here, const Json& there) {
  if (here == there) return {};
  if (here.is_object() && there.is_object()) {
    for (const auto& [name, value] : here.items()) {
      if (!there.contains(name)) return within(place, fmt::format("{} only here", name));
      if (std::string inner = difference_at(place, name, value, there[name]); !inner.empty()) return inner;
    }
    for (const auto& [name, value] : there.items()) {
      if (!here.contains(name)) return within(place, fmt::format("{} only there", name));
    }
  }
  if (here.is_array() && there.is_array()) {
    for (std::size_t i = 0; i < std::max(here.size(), there.size()); ++i) {
      if (i >= there.size()) return within(place, fmt::format("{} only here", label(key, here[i], i)));
      if (i >= here.size()) return within(place, fmt::format("{} only there", label(key, there[i], i)));
      const std::string name = label(key, here[i], i);
      if (name != label(key, there[i], i)) {
        return within(place, fmt::format("{} here where {} stands there", name, label(key, there[i], i)));
      }
      if (std::string inner = difference_at(within(place, name), key, here[i], there[i]); !inner.empty()) return inner;
    }
  }
  return within(place, fmt::format("{} {} here, {} there", key, here.dump(), there.dump()));
}

}  // namespace

bool is_kebab_case(std::string_view name) { return is_name(name, '-'); }
bool is_snake_case(std::string_view name) { return is_name(name, '_'); }

std::optional<std::string> contradiction(const wire::Description& description) {
  if (Problem problem = identity_problem(description)) return problem;
  if (Problem problem = specs_problem("parameter", description.method.params)) return problem;
  const TrackDescription& track = description.track;
  if (Problem problem = specs_problem("workload", track.workload)) return problem;
  if (Problem problem = names_problem("metric", track.metrics)) return problem;
  if (Problem problem = names_problem("ingredient", track.ingredients)) return problem;
  if (Problem problem = names_problem("reason", track.reasons)) return problem;
  return references_problem(track);
}

std::string first_difference(const Json& here, const Json& there) {
  return difference_at("", "description", here, there);
}

}  // namespace tare::catalog
