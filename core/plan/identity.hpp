// The texts that are hashed into identities. Pure; the same suite gives the same identities on every machine.
// Canonical: keys sorted, reals as doubles, files as their content's digest, so that only what matters matters.
#pragma once

#include "base/json.hpp"
#include "model/suite.hpp"
#include "tare/description.hpp"

#include <map>
#include <span>
#include <string>

namespace tare::plan {

// The version of everything around a method that can change its answer; raised with the worker protocol.
inline constexpr int kProtocolVersion = 1;

// One value three ways: as written (reports), as the worker gets it (paths resolved) and as it is hashed.
struct NamedValue {
  std::string name;
  Json shown;
  Json for_worker;
  std::string hashed;
};

// The value that a table gives, in the type that its description wants: 4 for a real becomes 4.0.
[[nodiscard]] NamedValue named_value(const ParamSpec& spec, const model::SuiteValue& value);
// The description's default.
[[nodiscard]] NamedValue default_value(const ParamSpec& spec);
[[nodiscard]] Json to_json(const ParamValue& value);

// "name=hash;..." in the order given; callers sort by name.
[[nodiscard]] std::string hashed_text(std::span<const NamedValue> values);
[[nodiscard]] std::string hashed_text(const std::map<std::string, std::string>& environment);

}  // namespace tare::plan
