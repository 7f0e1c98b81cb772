// The one door to nlohmann-json for core: key order is sorted, so dump() is canonical and can be hashed.
#pragma once

#include <nlohmann/json.hpp>

namespace tare {

using Json = nlohmann::json;

}  // namespace tare

// Its members are compiled once, in json.cpp, instead of in every file that touches one.
extern template class nlohmann::basic_json<>;
