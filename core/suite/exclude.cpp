// [[exclude]] takes points out. Each table must match something and all of them together must leave something; both
// are decided on the axes, without expanding them, except that unions are tried out where there are few points.
#include "suite/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace tare::suite {
namespace {

// Above this many cells the plan notices that nothing is left, not this check.
constexpr std::size_t kMaxCellsTried = 100'000;

// For each dimension (axes, devices, seeds, methods), which of its positions a table matches.
using Mask = std::vector<std::vector<bool>>;

Mask full_mask(const model::Suite& suite) {
  Mask mask;
  for (const model::Axis& axis : suite.axes) mask.emplace_back(axis.rows.size(), true);
  mask.emplace_back(suite.devices.size(), true);
  mask.emplace_back(suite.seeds.size(), true);
  mask.emplace_back(suite.methods.size(), true);
  return mask;
}

bool holds(const std::vector<Json>& wanted, const Json& value) {
  return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

// What a key that is on no axis stands at.
Json fixed_value(const Reading& reading, const std::string& key) {
  if (const auto fixed = reading.suite.workload.find(key); fixed != reading.suite.workload.end())
    return fixed->second.value;
  for (const ParamSpec& spec : reading.track->workload) {
    if (spec.name == key) return std::visit([](const auto& held) { return Json(held); }, spec.standard);
  }
  return {};
}

// Narrows the mask; false when the key's fixed value is none of the wanted.
bool narrow(const Reading& reading, Mask& mask, const std::string& key, const std::vector<Json>& wanted) {
  const model::Suite& suite = reading.suite;
  const std::size_t axis_count = suite.axes.size();
  const auto keep = [&](std::size_t dimension, const auto& positions, const auto& value_of) {
    for (std::size_t i = 0; i < positions.size(); ++i) {
      if (!holds(wanted, value_of(positions[i]))) mask[dimension][i] = false;
    }
    return true;
  };
  if (key == "device") return keep(axis_count, suite.devices, [](const std::string& it) { return Json(it); });
  if (key == "seed") return keep(axis_count + 1, suite.seeds, [](std::uint64_t it) { return Json(it); });
  if (key == "method") return keep(axis_count + 2, suite.methods, [](const auto& it) { return Json(it.label); });
  for (std::size_t a = 0; a < axis_count; ++a) {
    const auto& keys = suite.axes[a].keys;
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (found == keys.end()) continue;
    const auto column = static_cast<std::size_t>(found - keys.begin());
    return keep(a, suite.axes[a].rows, [&](const auto& row) { return row[column].value; });
  }
  return holds(wanted, fixed_value(reading, key));
}

// The wanted values of one key, checked; files without their content, which an exclusion does not need.
std::optional<Json> wanted_value(Reading& reading, const std::string& key, const Node& node) {
  if (key == "method" || key == "device") {
    if (node.type == NodeType::text) return Json(node.text);
    reading.findings.error(node.place, fmt::format("'{}' is {}, but a text is wanted", key, type_name(node)));
    return std::nullopt;
  }
  if (key == "seed") {
    if (node.type == NodeType::integer && node.integer >= 0) return Json(static_cast<std::uint64_t>(node.integer));
    reading.findings.error(node.place, "'seed' wants integers from 0 on");
    return std::nullopt;
  }
  for (const ParamSpec& spec : reading.track->workload) {
    if (spec.name != key) continue;
    if (spec.type == ParamType::file && node.type == NodeType::text) return Json(node.text);
    const std::optional<model::SuiteValue> value = checked_value(reading, spec, node);
    return value ? std::optional<Json>(value->value) : std::nullopt;
  }
  return std::nullopt;
}

// A value that nothing in the suite has, at its own place: the usual mistake is a misspelt name.
bool is_used(Reading& reading, const std::string& key, const Json& value, const Node& node, std::string_view where) {
  Mask mask = full_mask(reading.suite);
  const bool can_match = narrow(reading, mask, key, {value});
  const bool is_empty = std::any_of(mask.begin(), mask.end(), [](const auto& positions) {
    return std::none_of(positions.begin(), positions.end(), [](bool it) { return it; });
  });
  if (can_match && !is_empty) return true;
  std::vector<std::string> names;
  if (key == "method") {
    for (const model::SuiteMethod& method : reading.suite.methods) names.push_back(method.label);
  }
  if (key == "device") names = reading.suite.devices;
  for (const model::Axis& axis : reading.suite.axes) {
    for (std::size_t k = 0; k < axis.keys.size(); ++k) {
      if (axis.keys[k] != key) continue;
      for (const auto& row : axis.rows)
        names.push_back(row[k].value.is_string() ? row[k].value.get<std::string>() : row[k].value.dump());
    }
  }
  const std::string shown = value.is_string() ? value.get<std::string>() : value.dump();
  const std::string what = key == "method" ? fmt::format("no method of this suite is labelled '{}'", shown)
                                           : fmt::format("no case of this suite has {} = {}", key, value.dump());
  reading.findings.error(node.place, fmt::format("{} matches nothing: {}", where, what),
                         suggestion(value.is_string() ? shown : "", names));
  return false;
}

// How many cells of the suite no table matches; nothing when there are too many to try.
std::optional<std::size_t> cells_left(const model::Suite& suite, const std::vector<Mask>& masks) {
  const Mask all = full_mask(suite);
  std::size_t total = 1;
  for (const auto& positions : all) {
    if (positions.empty() || total > kMaxCellsTried / positions.size()) return std::nullopt;
    total *= positions.size();
  }
  std::size_t left = 0;
  for (std::size_t cell = 0; cell < total; ++cell) {
    const bool is_out = std::any_of(masks.begin(), masks.end(), [&](const Mask& mask) {
      std::size_t rest = cell;
      return std::all_of(mask.begin(), mask.end(), [&](const auto& positions) {
        const std::size_t position = rest % positions.size();
        rest /= positions.size();
        return positions[position];
      });
    });
    left += is_out ? 0U : 1U;
  }
  return left;
}

}  // namespace

std::optional<model::Exclusion> checked_selection(Reading& reading, const Node& table, std::string_view where) {
  model::Exclusion selection;
  bool is_sound = true;
  std::vector<std::string> known = {"method", "device", "seed"};
  for (const ParamSpec& spec : reading.track->workload) known.push_back(spec.name);
  for (const Member& member : table.members) {
    if (std::find(known.begin(), known.end(), member.name) == known.end()) {
      reading.findings.error(member.place, fmt::format("unknown key '{}' in {}", member.name, where),
                             suggestion(member.name, known));
      is_sound = false;
      continue;
    }
    const bool is_list = member.value.type == NodeType::array;
    if (is_list && member.value.items.empty()) {
      reading.findings.error(member.value.place, fmt::format("'{}' has no values", member.name),
                             "name one or remove the key");
      is_sound = false;
    }
    for (const Node& item : is_list ? std::span(member.value.items) : std::span(&member.value, 1)) {
      std::optional<Json> value = wanted_value(reading, member.name, item);
      const bool is_unknown_axis = reading.broken_keys.contains(member.name);
      if (!value || (!is_unknown_axis && !is_used(reading, member.name, *value, item, where))) is_sound = false;
      if (value) selection.values[member.name].push_back(std::move(*value));
    }
  }
  return is_sound ? std::optional(std::move(selection)) : std::nullopt;
}

void read_exclusions(Reading& reading, const Node& root) {
  const Member* member = root.find("exclude");
  // Without track or methods their own findings stand; what an exclusion matches cannot be said.
  if (member == nullptr || reading.track == nullptr) return;
  std::vector<Mask> masks;
  Place last = member->place;
  for (const Node* table : table_list(reading.findings, *member, true)) {
    last = table->place;
    if (table->members.empty()) {
      reading.findings.error(table->place, "an empty [[exclude]] would take every case out", "name a key or remove it");
      continue;
    }
    std::optional<model::Exclusion> exclusion = checked_selection(reading, *table, "[[exclude]]");
    if (!exclusion) continue;
    Mask mask = full_mask(reading.suite);
    bool can_match = true;
    for (const auto& [key, wanted] : exclusion->values) can_match = narrow(reading, mask, key, wanted) && can_match;
    can_match = can_match && std::all_of(mask.begin(), mask.end(), [](const auto& positions) {
                  return std::any_of(positions.begin(), positions.end(), [](bool it) { return it; });
                });
    if (!can_match && reading.broken_keys.empty()) {
      reading.findings.error(table->place, "[[exclude]] matches nothing: no case has these values together",
                             "keys of a [zip] move together");
      continue;
    }
    masks.push_back(std::move(mask));
    reading.suite.exclusions.push_back(std::move(*exclusion));
  }
  if (!masks.empty() && reading.broken_keys.empty() && cells_left(reading.suite, masks) == std::size_t{0}) {
    reading.findings.error(last, "the exclusions leave no case", "remove one of them");
  }
}

}  // namespace tare::suite
