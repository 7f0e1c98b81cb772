// A strict reader of tags: finds the first place where markup is not well-formed or would load or run something.
#pragma once

#include <string>
#include <string_view>

namespace tare::report {

// Empty when every tag is closed in order, attributes are quoted and unique, entities are known and, in text, no bare
// "<" or "&" is left. The contents of <script> and <style> are taken as they are.
[[nodiscard]] std::string first_flaw(std::string_view markup);

}  // namespace tare::report
