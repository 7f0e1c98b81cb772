// The report as one HTML file that needs nothing beside it: readable without JavaScript, nicer with it.
#pragma once

#include "report/data.hpp"

#include <string>

namespace tare::report {

[[nodiscard]] std::string page(const Data& data);

}  // namespace tare::report
