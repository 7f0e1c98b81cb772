// The one place that compiles nlohmann-json's members; linked into the libraries of core and into the SDK.
#include "base/json.hpp"

template class nlohmann::basic_json<>;
