// The forms of one name: `my-method` as files, identifiers and macros spell it. Pure.
#pragma once

#include "tare/error.hpp"

#include <string>
#include <string_view>

namespace tare::scaffold {

// Refuses what cannot be a plugin's, a target's or an identifier's name, and says why. `what` is "method" or "track".
[[nodiscard]] Result<void> check_name(std::string_view what, std::string_view name);

[[nodiscard]] std::string snake_case(std::string_view kebab);        // my_method
[[nodiscard]] std::string camel_case(std::string_view kebab);        // MyMethod
[[nodiscard]] std::string upper_snake_case(std::string_view kebab);  // MY_METHOD

}  // namespace tare::scaffold
