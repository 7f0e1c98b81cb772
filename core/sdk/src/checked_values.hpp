// Values held against the table that declares them: the last check before a method sees them.
// tare has checked them before with better places to point at; this one guards against other hosts.
#pragma once

#include "tare/description.hpp"
#include "tare/params.hpp"

#include <span>
#include <string_view>

namespace tare::sdk {

// The same values, with integers turned into reals where a real is declared. An unknown, missing, mistyped or
// out-of-range value is an error that names it; `what` is "parameter" or "workload value".
[[nodiscard]] Result<Params> checked_values(const Params& given, std::span<const ParamSpec> specs,
                                            std::string_view what);

// Only the values that an ingredient's table names, so that none of the others can be read by mistake.
[[nodiscard]] Params named_values(const Params& given, std::span<const std::string> names);

}  // namespace tare::sdk
