// Short names for points: only what differs between them.
#pragma once

#include "base/json.hpp"

#include <span>
#include <string>
#include <vector>

namespace tare::compare {

// The keys whose values are not the same in all objects, in alphabetical order.
[[nodiscard]] std::vector<std::string> differing_keys(std::span<const Json> objects);
// The values of these keys, separated by blanks; texts without quotes.
[[nodiscard]] std::string values_text(const Json& object, std::span<const std::string> keys);

}  // namespace tare::compare
