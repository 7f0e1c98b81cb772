// Whether the tables that a plugin describes make sense: defaults in range, no contradiction, names as they should be.
// Pure: a description in, the first problem of it out.
#pragma once

#include "base/json.hpp"
#include "wire/messages.hpp"

#include <optional>
#include <string>

namespace tare::catalog {

// What contradicts itself in the method's or the track's tables; nothing when all is well.
[[nodiscard]] std::optional<std::string> contradiction(const wire::Description& description);

// Where two documents first differ, by the names of the things in them: `metric step_bytes: unit "bytes" here, "kB"
// there`. Empty when they are equal.
[[nodiscard]] std::string first_difference(const Json& here, const Json& there);

// lower-case letters, digits and single hyphens, starting with a letter.
[[nodiscard]] bool is_kebab_case(std::string_view name);
// The same with underscores.
[[nodiscard]] bool is_snake_case(std::string_view name);

}  // namespace tare::catalog
