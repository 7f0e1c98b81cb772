// Implementation of tables_of_description.hpp.
#include "cli/tables_of_description.hpp"

#include "base/text.hpp"
#include "cli/table.hpp"
#include "wire/messages.hpp"

#include <fmt/format.h>

namespace tare::cli {
namespace {

struct ValueText {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return text::exact_number(value); }
  std::string operator()(const std::string& value) const { return value.empty() ? "\"\"" : value; }
};

// A range of an integer is written without a decimal point.
std::string bound(double value) { return text::exact_number(value); }

std::string range_text(const ParamSpec& spec) {
  if (spec.type == ParamType::boolean) return "true, false";
  if (!spec.choices.empty() && spec.type == ParamType::file) return "a name below, or a path";
  if (!spec.choices.empty()) return "a name below";
  if (spec.min && spec.max) return fmt::format("{} to {}", bound(*spec.min), bound(*spec.max));
  if (spec.min) return fmt::format("{} or more", bound(*spec.min));
  if (spec.max) return fmt::format("{} or less", bound(*spec.max));
  return spec.type == ParamType::file ? "a path" : "any";
}

std::string doc_text(const ParamSpec& spec) {
  if (spec.choices.empty()) return spec.doc;
  return fmt::format("{}{}one of: {}", spec.doc, spec.doc.empty() ? "" : "; ", text::join_list(spec.choices, ", "));
}

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

std::string_view direction_text(Direction direction) {
  switch (direction) {
    case Direction::lower:
      return "lower is better";
    case Direction::higher:
      return "higher is better";
    case Direction::neutral:
      return "neither";
  }
  return "";
}

std::string made_from(const IngredientSpec& spec) {
  std::vector<std::string> parts = spec.workload;
  for (const std::string& data_set : spec.data_sets) parts.push_back("data set " + data_set);
  if (spec.is_seeded) parts.emplace_back("seed");
  return parts.empty() ? "nothing" : text::join_list(parts, ", ");
}

}  // namespace

std::string param_table(const std::vector<ParamSpec>& specs, std::size_t width) {
  std::vector<std::vector<std::string>> rows;
  for (const ParamSpec& spec : specs) {
    rows.push_back({spec.name, std::string(wire::name_of(spec.type)), or_dash(spec.unit),
                    std::visit(ValueText{}, spec.standard), range_text(spec), doc_text(spec)});
  }
  return table({{"name"}, {"type"}, {"unit"}, {"default"}, {"range"}, {"meaning"}}, rows, width);
}

std::string metric_table(const std::vector<MetricSpec>& specs, std::size_t width) {
  std::vector<std::vector<std::string>> rows;
  for (const MetricSpec& spec : specs) {
    rows.push_back({spec.name, or_dash(spec.unit), std::string(direction_text(spec.direction)),
                    spec.is_deterministic ? "exact" : "statistical", spec.doc});
  }
  return table({{"name"}, {"unit"}, {"direction"}, {"compared"}, {"meaning"}}, rows, width);
}

std::string ingredient_table(const std::vector<IngredientSpec>& specs, std::size_t width) {
  std::vector<std::vector<std::string>> rows;
  for (const IngredientSpec& spec : specs) {
    const std::string from = fmt::format("{}{}made from: {}", spec.doc, spec.doc.empty() ? "" : "; ", made_from(spec));
    rows.push_back({spec.name, spec.file_type, from});
  }
  return table({{"name"}, {"file"}, {"meaning"}}, rows, width);
}

std::string reason_table(const std::vector<ReasonSpec>& specs, std::size_t width) {
  std::vector<std::vector<std::string>> rows;
  for (const ReasonSpec& spec : specs) rows.push_back({spec.name, spec.outcome, spec.doc});
  return table({{"reason"}, {"outcome"}, {"meaning"}}, rows, width);
}

}  // namespace tare::cli
