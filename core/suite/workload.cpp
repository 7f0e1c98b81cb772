// [workload] fixes values, [matrix] multiplies them out, [zip] moves several together. A key has one home.
#include "suite/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tare::suite {
namespace {

// Where each key was first given.
using Homes = std::map<std::string, std::string>;

bool takes_home(Reading& reading, Homes& homes, const Member& member, const std::string& where) {
  const auto [home, is_new] = homes.try_emplace(member.name, where);
  if (is_new) return true;
  const std::string places =
      home->second == where ? fmt::format("twice in {}", where) : fmt::format("in {} and in {}", home->second, where);
  reading.findings.error(member.place, fmt::format("'{}' is given {}", member.name, places), "keep one of them");
  return false;
}

// Each repeated row of an axis is a finding at its own place. Sorted dumps, so that long axes stay cheap.
void report_repetitions(Reading& reading, const model::Axis& axis, const Member& member) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < axis.rows.size(); ++i) {
    std::string key;
    for (const model::SuiteValue& value : axis.rows[i]) key += value.value.dump() + "\n";
    if (seen.insert(key).second) continue;
    const Node& item = member.value.items[i];
    const std::string what = axis.keys.size() == 1
                                 ? fmt::format("this value of '{}' repeats an earlier one", member.name)
                                 : "this position of [zip] repeats an earlier one";
    reading.findings.error(item.place, what, "remove it");
  }
}

void read_fixed(Reading& reading, const Node& table, Homes& homes) {
  for (const Member& member : table.members) {
    const ParamSpec* spec = known_spec(reading, reading.track->workload, member, "[workload]");
    if (spec == nullptr || !takes_home(reading, homes, member, "[workload]")) continue;
    auto value = checked_value(reading, *spec, member.value);
    if (value) {
      reading.suite.workload[member.name] = std::move(*value);
    } else {
      reading.broken_keys.insert(member.name);
    }
  }
}

bool is_list(Reading& reading, const Member& member, std::string_view where) {
  if (member.value.type == NodeType::array) return true;
  reading.findings.error(
      member.value.place,
      fmt::format("'{}' is {}, but {} wants a list of values", member.name, type_name(member.value), where),
      "put fixed values into [workload]");
  return false;
}

void read_matrix(Reading& reading, const Node& table, Homes& homes) {
  if (table.members.empty()) reading.findings.error(table.place, "[matrix] is empty", "name an axis or remove it");
  for (const Member& member : table.members) {
    const ParamSpec* spec = known_spec(reading, reading.track->workload, member, "[matrix]");
    if (spec == nullptr || !takes_home(reading, homes, member, "[matrix]")) continue;
    model::Axis axis{{member.name}, {}};
    if (is_list(reading, member, "[matrix]")) {
      for (model::SuiteValue& value : checked_list(reading, *spec, member)) axis.rows.push_back({std::move(value)});
    }
    if (axis.rows.empty()) {
      reading.broken_keys.insert(member.name);
      continue;
    }
    report_repetitions(reading, axis, member);
    reading.suite.axes.push_back(std::move(axis));
  }
}

void read_zip(Reading& reading, const Node& table, Homes& homes) {
  if (table.members.empty()) reading.findings.error(table.place, "[zip] is empty", "name two keys or remove it");
  model::Axis axis;
  const Member* first = nullptr;
  bool is_complete = true;
  for (const Member& member : table.members) {
    const ParamSpec* spec = known_spec(reading, reading.track->workload, member, "[zip]");
    if (spec == nullptr || !takes_home(reading, homes, member, "[zip]") || !is_list(reading, member, "[zip]")) {
      is_complete = false;
      continue;
    }
    const std::vector<model::SuiteValue> values = checked_list(reading, *spec, member);
    if (first == nullptr) first = &member;
    if (member.value.items.size() != first->value.items.size()) {
      reading.findings.error(member.value.place,
                             fmt::format("'{}' has {} values, but '{}' has {}", member.name, member.value.items.size(),
                                         first->name, first->value.items.size()),
                             "the lists of a [zip] move together and have one length");
      is_complete = false;
    }
    if (values.size() != first->value.items.size()) is_complete = false;
    if (!is_complete) continue;
    axis.keys.push_back(member.name);
    axis.rows.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) axis.rows[i].push_back(values[i]);
  }
  if (!is_complete || first == nullptr) {
    for (const Member& member : table.members) reading.broken_keys.insert(member.name);
    return;
  }
  report_repetitions(reading, axis, *first);
  reading.suite.axes.push_back(std::move(axis));
}

}  // namespace

void read_workload(Reading& reading, const Node& root) {
  // Without its track nothing is known of the keys; that is one finding, not one a key.
  if (reading.track == nullptr) return;
  Homes homes;
  if (const Member* member = root.find("workload")) {
    if (const Node* table = table_value(reading.findings, *member, "[workload]")) read_fixed(reading, *table, homes);
  }
  if (const Member* member = root.find("matrix")) {
    if (const Node* table = table_value(reading.findings, *member, "[matrix]")) read_matrix(reading, *table, homes);
  }
  if (const Member* member = root.find("zip")) {
    for (const Node* table : table_list(reading.findings, *member, true)) read_zip(reading, *table, homes);
  }
}

}  // namespace tare::suite
