// The tables that say how to run: seeds, device, [limits], [timing], [data], [environment].
#include "suite/grammar.hpp"
#include "suite/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

namespace tare::suite {
namespace {

// The equivalence band is 1 % to each side; rounds that stop at a wider interval could never end in a verdict.
constexpr double kBandWidth = 0.02;
// Below this many rounds no time is called better or worse.
constexpr int kVerdictRounds = 8;
constexpr std::int64_t kMaxRounds = 1'000'000;
constexpr std::int64_t kMaxProcesses = 1000;
constexpr std::int64_t kMaxCores = 4096;

// A key that may stand on top or in [suite]; both is a finding.
const Member* top_or_suite(Reading& reading, const Node& root, std::string_view name) {
  const Member* suite = root.find("suite");
  const Member* inner = suite == nullptr ? nullptr : suite->value.find(name);
  const Member* top = root.find(name);
  if (inner != nullptr && top != nullptr) {
    reading.findings.error(top->place.line > inner->place.line ? top->place : inner->place,
                           fmt::format("'{}' is given on top and in [suite]", name), "keep one of them");
  }
  return top != nullptr ? top : inner;
}

void read_seeds(Reading& reading, const Node& root) {
  const Member* member = top_or_suite(reading, root, "seeds");
  if (member == nullptr) return;
  if (member->value.type != NodeType::array) {
    std::string hint = "write a list like seeds = [1, 2, 3]";
    if (member->value.type == NodeType::integer) hint = fmt::format("write seeds = [{}]", member->value.integer);
    reading.findings.error(member->value.place,
                           fmt::format("'seeds' is {}, but a list of integers is wanted", type_name(member->value)),
                           hint);
    return;
  }
  if (member->value.items.empty()) {
    reading.findings.error(member->value.place, "'seeds' is an empty list", "name a seed or remove the key");
    return;
  }
  reading.suite.seeds.clear();
  std::set<std::int64_t> seen;
  const std::size_t count = member->value.items.size();
  for (const Node& item : member->value.items) {
    if (item.type != NodeType::integer) {
      reading.findings.error(item.place, fmt::format("'seeds' holds {}, but a seed is an integer", type_name(item)));
    } else if (item.integer < 0) {
      reading.findings.error(item.place, fmt::format("the seed {} is negative", item.integer), "seeds count from 0");
    } else if (!seen.insert(item.integer).second) {
      reading.findings.error(item.place, fmt::format("the seed {} is listed twice", item.integer), "remove one");
    } else {
      reading.suite.seeds.push_back(static_cast<std::uint64_t>(item.integer));
    }
  }
  if (reading.suite.seeds.size() != count) reading.broken_keys.insert("seed");
}

void read_devices(Reading& reading, const Node& root) {
  const Member* member = top_or_suite(reading, root, "device");
  if (member == nullptr) return;
  // A device that this machine lacks is no mistake of the suite; one that no method has ever heard of is.
  std::set<std::string> known = {"cpu", "cuda"};
  for (const auto& [track, methods] : reading.context.catalog.methods) {
    for (const auto& [name, method] : methods)
      known.insert(method.description.devices.begin(), method.description.devices.end());
  }
  const std::vector<std::string> names(known.begin(), known.end());
  reading.suite.devices.clear();
  for (const PlacedText& device : text_list(reading.findings, *member, "a device")) {
    if (known.contains(device.text)) {
      reading.suite.devices.push_back(device.text);
    } else {
      reading.findings.error(device.place, fmt::format("no method runs on a device '{}'", device.text),
                             suggestion(device.text, names));
    }
  }
  const std::size_t count = member->value.type == NodeType::array ? member->value.items.size() : 1;
  if (reading.suite.devices.size() != count) reading.broken_keys.insert("device");
}

void read_limits(Reading& reading, const Node& table) {
  check_keys(reading.findings, table, kLimitKeys, "[limits]");
  model::Limits& limits = reading.suite.limits;
  if (const Member* member = table.find("time")) {
    limits.time_s = quantity_value(reading.findings, *member, "s").value_or(limits.time_s);
  }
  if (const Member* member = table.find("memory")) {
    limits.memory_bytes = quantity_value(reading.findings, *member, "bytes").value_or(limits.memory_bytes);
  }
  if (const Member* member = table.find("device_memory")) {
    limits.device_memory_bytes = quantity_value(reading.findings, *member, "bytes");
  }
}

void read_data(Reading& reading, const Node& table) {
  check_keys(reading.findings, table, kDataKeys, "[data]");
  const Member* member = table.find("sets");
  if (member == nullptr) return;
  for (const PlacedText& set : text_list(reading.findings, *member, "a data set")) {
    const auto& known = reading.context.data_sets;
    if (known && std::find(known->begin(), known->end(), set.text) == known->end()) {
      std::string hint = suggestion(set.text, *known);
      reading.findings.error(set.place, fmt::format("no data set is called '{}'", set.text),
                             hint.empty() ? "`tare data list` prints those that are known" : std::move(hint));
      continue;
    }
    reading.suite.data_sets.push_back(set.text);
  }
}

void read_rounds(Reading& reading, const Member& member) {
  model::Timing& timing = reading.suite.timing;
  if (member.value.type == NodeType::integer) {
    reading.findings.error(member.value.place, "'rounds' is an integer, but a table is wanted",
                           fmt::format("write rounds = {{ min = {0}, max = {0} }}", member.value.integer));
    return;
  }
  const Node* table = table_value(reading.findings, member, "'rounds'");
  if (table == nullptr) return;
  check_keys(reading.findings, *table, kRoundsKeys, "'rounds'");
  const Member* min = table->find("min");
  const Member* max = table->find("max");
  if (min != nullptr) {
    timing.rounds_min =
        static_cast<int>(integer_value(reading.findings, *min, 1, kMaxRounds).value_or(timing.rounds_min));
    // A suite that asks for more than the default maximum means what it asks for.
    if (max == nullptr) timing.rounds_max = std::max(timing.rounds_max, timing.rounds_min);
  }
  if (max != nullptr) {
    timing.rounds_max =
        static_cast<int>(integer_value(reading.findings, *max, 1, kMaxRounds).value_or(timing.rounds_max));
    if (min == nullptr) timing.rounds_min = std::min(timing.rounds_min, timing.rounds_max);
  }
  if (timing.rounds_min > timing.rounds_max) {
    reading.findings.error(min->value.place,
                           fmt::format("at least {} rounds but at most {}", timing.rounds_min, timing.rounds_max),
                           "let min be no more than max");
  } else if (timing.rounds_max < kVerdictRounds) {
    reading.findings.warning(member.value.place,
                             fmt::format("under {} rounds no time is called better or worse", kVerdictRounds),
                             "raise max, or write timing = false where times do not matter");
  }
}

void read_interval(Reading& reading, const Member& member) {
  const std::optional<double> width = real_value(reading.findings, member);
  if (!width) return;
  if (*width <= 0 || *width >= kBandWidth) {
    reading.findings.error(member.value.place,
                           fmt::format("'interval' is {}, but it must be above 0 and under {}", *width, kBandWidth),
                           "an interval as wide as the band of 1 % to each side cannot give a verdict");
    return;
  }
  reading.suite.timing.interval_ratio = *width;
}

void read_timing_table(Reading& reading, const Node& table) {
  Findings& findings = reading.findings;
  model::Timing& timing = reading.suite.timing;
  check_keys(findings, table, kTimingKeys, "[timing]");
  if (const Member* member = table.find("rounds")) read_rounds(reading, *member);
  if (const Member* member = table.find("interval")) read_interval(reading, *member);
  const Member* budget = table.find("budget");
  const Member* min_time = table.find("min_time");
  if (budget != nullptr) timing.budget_s = quantity_value(findings, *budget, "s").value_or(timing.budget_s);
  if (min_time != nullptr) timing.min_time_s = quantity_value(findings, *min_time, "s").value_or(timing.min_time_s);
  if (timing.min_time_s > timing.budget_s) {
    findings.error((min_time != nullptr ? min_time : budget)->value.place,
                   "one sample takes longer than the budget of all rounds", "raise budget or lower min_time");
  }
  if (const Member* member = table.find("twin")) timing.has_twin = boolean_value(findings, *member).value_or(false);
  if (const Member* member = table.find("processes")) {
    if (const auto count = integer_value(findings, *member, 1, kMaxProcesses))
      timing.processes = static_cast<int>(*count);
  }
  if (const Member* member = table.find("cores")) {
    timing.cores = static_cast<int>(integer_value(findings, *member, 1, kMaxCores).value_or(timing.cores));
  }
}

}  // namespace

void read_settings(Reading& reading, const Node& root) {
  read_seeds(reading, root);
  read_devices(reading, root);
  if (const Member* member = root.find("limits")) {
    if (const Node* table = table_value(reading.findings, *member, "[limits]")) read_limits(reading, *table);
  }
  if (const Member* member = root.find("data")) {
    if (const Node* table = table_value(reading.findings, *member, "[data]")) read_data(reading, *table);
  }
  if (const Member* member = root.find("environment")) {
    reading.suite.environment = variables(reading.findings, *member, "[environment]");
  }
  if (const Member* member = root.find("timing")) {
    if (member->value.type != NodeType::boolean) {
      if (const Node* table = table_value(reading.findings, *member, "[timing]")) read_timing_table(reading, *table);
    } else if (!member->value.boolean) {
      reading.suite.timing.is_on = false;
    }
  }
}

}  // namespace tare::suite
