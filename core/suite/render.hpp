// Findings as people and programs read them. Pure: text in, text out.
#pragma once

#include "base/json.hpp"
#include "suite/finding.hpp"

#include <string>
#include <vector>

namespace tare::suite {

// "file:line:column: error: message", the line, a caret below it, and the hint; an empty line between findings.
[[nodiscard]] std::string render(const std::vector<Finding>& findings, const Texts& texts, bool colour);
// An array of {file, line, column, length, severity, message, hint}.
[[nodiscard]] Json to_json(const std::vector<Finding>& findings);

}  // namespace tare::suite
