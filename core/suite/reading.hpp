// The readers of a suite's tables. Each fills its part of a model::Suite and reports what is wrong; none stops at the
// first mistake. Their order matters only where noted: values need the track, exclusions and claims need all the rest.
#pragma once

#include "model/suite.hpp"
#include "suite/context.hpp"
#include "suite/table.hpp"
#include "tare/description.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tare::suite {

// One suite file under way.
struct Reading {
  const LoadContext& context;
  Findings& findings;
  model::Suite& suite;                       // being filled
  const TrackDescription* track;             // null when unknown: then nothing is checked against it
  std::vector<model::Method>& exec_methods;  // of all files; two programs of one name are told apart by their digest
  // Keys, `device` and `seed` whose values had findings: what refers to them is not judged a second time.
  std::set<std::string> broken_keys = {};
};

// One value against its description; `where` is how messages call the table. In value.cpp.
[[nodiscard]] std::optional<model::SuiteValue> checked_value(Reading& reading, const ParamSpec& spec, const Node& node);
// A list of values, none twice, none wrong; empty after a finding.
[[nodiscard]] std::vector<model::SuiteValue> checked_list(Reading& reading, const ParamSpec& spec,
                                                          const Member& member);
// Null after a finding when no such value exists.
[[nodiscard]] const ParamSpec* known_spec(Reading& reading, const std::vector<ParamSpec>& specs, const Member& member,
                                          const std::string& where);

void read_workload(Reading& reading, const Node& root);  // [workload], [matrix], [zip]
void read_methods(Reading& reading, const Node& root);   // [[method]]
void read_settings(Reading& reading,
                   const Node& root);  // seeds, device, [limits], [timing], [data], [environment]; before methods
void read_exclusions(Reading& reading, const Node& root);  // [[exclude]]; after workload, methods and settings
void read_claims(Reading& reading, const Node& root);      // [[claim]]; after all others

// A table of keys (of the workload, `method`, `device`, `seed`), each with a value or a list, that matches something in
// the suite. In exclude.cpp.
[[nodiscard]] std::optional<model::Exclusion> checked_selection(Reading& reading, const Node& table,
                                                                std::string_view where);

// The node as JSON, dates as texts.
[[nodiscard]] Json json_of(const Node& node);

}  // namespace tare::suite
