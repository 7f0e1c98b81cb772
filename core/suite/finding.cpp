// Implementation of finding.hpp.
#include "suite/finding.hpp"

#include <algorithm>
#include <tuple>

namespace tare::suite {

bool has_error(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::error; });
}

std::vector<Finding> sorted(std::vector<Finding> findings) {
  std::map<std::string, std::size_t> order;
  for (const Finding& finding : findings) order.try_emplace(finding.file, order.size());
  const auto key = [&](const Finding& finding) {
    return std::make_tuple(order.at(finding.file), finding.line, finding.column);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
  const auto is_repeated = [](const Finding& a, const Finding& b) {
    return a.file == b.file && a.line == b.line && a.column == b.column && a.message == b.message;
  };
  findings.erase(std::unique(findings.begin(), findings.end(), is_repeated), findings.end());
  return findings;
}

}  // namespace tare::suite
