// Golden files: texts that people read, kept below tests/golden. TARE_ACCEPT=1 rewrites them.
#pragma once

#include <string>
#include <string_view>

namespace tare::golden {

// Compares with tests/golden/<name>; a difference or a missing file fails the running Catch test with both texts.
void check(std::string_view name, const std::string& actual);

}  // namespace tare::golden
