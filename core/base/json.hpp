// The one door to nlohmann-json for core: key order is sorted, so dump() is canonical and can be hashed.
#pragma once

#include <nlohmann/json.hpp>

namespace tare {

using Json = nlohmann::json;

}  // namespace tare
