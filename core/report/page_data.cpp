// The block of data that page.js reads, for lists that are longer than what is written into the page:
// {"lists": {"0.1": {"points": [..], "methods": [..], "unit": "s", "is_time": false, "notes": [..],
//   "rows": [[point, method, verdict, ratio, difference, low, high, adjusted low, adjusted high, baseline, value,
//   count, note], ..]}}, "pictures": {"0.0": {..specification..}}}. It is private to the page; `--format json` is the
//   public form.
#include "report/json_writer.hpp"
#include "report/markup.hpp"
#include "report/sections.hpp"

#include <fmt/format.h>

#include <map>

namespace tare::report {
namespace {

constexpr std::size_t kLabelColumns = 60;

void write_optional(JsonWriter& writer, std::optional<double> number) {
  if (number) {
    writer.rounded(*number);
  } else {
    writer.value(std::optional<double>{});
  }
}

void write_range(JsonWriter& writer, const std::optional<Range>& range) {
  write_optional(writer, range ? std::optional(range->low) : std::nullopt);
  write_optional(writer, range ? std::optional(range->high) : std::nullopt);
}

void write_list(JsonWriter& writer, const Suite& suite, const Table& table) {
  std::map<std::string, std::size_t> notes;  // texts repeat, so rows name them by number
  writer.open_object().key("points").open_array();
  for (const Point& point : suite.points) writer.value(harmless_line(cut(point.label, kLabelColumns)));
  writer.close().key("methods").open_array();
  for (const Method& method : suite.methods) writer.value(harmless_line(cut(method.label, kLabelColumns)));
  writer.close().key("unit").value(table.unit).key("is_time").value(table.is_time).key("rows").open_array();
  for (const Comparison& comparison : table.comparisons) {
    writer.open_array().value(comparison.point).value(comparison.method).value(comparison.verdict);
    write_optional(writer, comparison.ratio);
    write_optional(writer, comparison.difference);
    write_range(writer, comparison.interval);
    write_range(writer, comparison.adjusted_interval);
    write_optional(writer, comparison.baseline_value);
    write_optional(writer, comparison.method_value);
    writer.value(comparison.count).value(notes.try_emplace(cut(comparison.note, 160), notes.size()).first->second);
    writer.close();
  }
  writer.close().key("notes").open_object();
  for (const auto& [note, number] : notes) writer.key(fmt::format("{}", number)).value(harmless_line(note));
  writer.close().close();
}

}  // namespace

std::string page_data(const Data& data) {
  JsonWriter writer;
  writer.open_object().key("lists").open_object();
  for (std::size_t i = 0; i < data.suites.size(); ++i) {
    const Suite& suite = data.suites[i];
    for (std::size_t j = 0; j < suite.tables.size(); ++j) {
      const std::size_t count = suite.tables[j].comparisons.size();
      if (count <= kWrittenRows || count > kMostListedRows) continue;
      writer.key(fmt::format("{}.{}", i, j));
      write_list(writer, suite, suite.tables[j]);
    }
  }
  return writer.close().close().written();
}

}  // namespace tare::report
