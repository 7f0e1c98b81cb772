// The comparisons as comma-separated values (RFC 4180), a row each. Undefined is an empty field.
#include "report/formats.hpp"

#include "base/text.hpp"
#include "report/markup.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tare::report {
namespace {

// Spreadsheets take a field that begins with = + - or @ for a formula; a quote in front is what makes it a text to
// them.
std::string field(std::string_view text) {
  std::string clean = harmless_line(text);
  if (!clean.empty() && std::string_view("=+-@").find(clean.front()) != std::string_view::npos) clean.insert(0, "'");
  if (clean.find_first_of(",\"") == std::string::npos) return clean;
  std::string quoted = "\"";
  for (const char c : clean) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string number(std::optional<double> value) {
  return value && std::isfinite(*value) ? text::exact_number(*value) : "";
}

std::string range(const std::optional<Range>& range) {
  return range ? number(range->low) + "," + number(range->high) : ",";
}

}  // namespace

std::string csv(const Data& data) {
  std::string result =
      "run,suite,track,kind,name,unit,point,method,baseline,verdict,ratio,difference,low,high,adjusted_low,adjusted_"
      "high,"
      "p_value,baseline_value,method_value,count,is_exact,note\n";
  for (const Suite& suite : data.suites) {
    const std::string before = field(data.run_id) + "," + field(suite.name) + "," + field(suite.track);
    for (const Table& table : suite.tables) {
      for (const Comparison& one : table.comparisons) {
        result += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", before, table.is_time ? "time" : "metric",
            field(table.name), table.is_time ? "ns" : field(table.unit), field(suite.points[one.point].label),
            field(suite.methods[one.method].label), field(table.baseline), field(one.verdict), number(one.ratio),
            number(one.difference), range(one.interval), range(one.adjusted_interval), number(one.p_value),
            number(one.baseline_value), number(one.method_value), one.count, one.is_exact ? 1 : 0, field(one.note));
      }
    }
  }
  return result;
}

}  // namespace tare::report
