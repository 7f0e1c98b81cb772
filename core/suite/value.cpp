// Checks one value against its ParamSpec: type, unit, range, choices, and files, whose content's digest it takes.
#include "base/text.hpp"
#include "suite/quantity.hpp"
#include "suite/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tare::suite {
namespace {

std::string_view type_name(ParamType type) {
  switch (type) {
    case ParamType::boolean:
      return "true or false";
    case ParamType::integer:
      return "an integer";
    case ParamType::real:
      return "a number";
    case ParamType::text:
      return "a text";
    case ParamType::file:
      return "a file's name";
  }
  return "a value";
}

std::nullopt_t wrong_type(Reading& reading, const ParamSpec& spec, const Node& node) {
  std::string hint;
  if (node.type == NodeType::array) hint = "lists of workload values belong into [matrix] or [zip]";
  if (spec.type == ParamType::boolean && node.type == NodeType::text) hint = "write true or false without quotes";
  if (spec.type == ParamType::integer && node.type == NodeType::real && std::floor(node.real) == node.real) {
    hint = fmt::format("write {:.0f}", node.real);
  }
  if (node.type == NodeType::text && (spec.type == ParamType::integer || spec.type == ParamType::real)) {
    const bool is_number =
        !node.text.empty() && std::string_view("+-.0123456789").find(node.text.front()) != std::string_view::npos;
    if (is_number) hint = "write it as a number, without quotes and unit";
  }
  reading.findings.error(
      node.place, fmt::format("'{}' is {}, but {} is wanted", spec.name, suite::type_name(node), type_name(spec.type)),
      std::move(hint));
  return std::nullopt;
}

std::string with_unit(double value, std::string_view unit) {
  return unit.empty() ? text::exact_number(value) : fmt::format("{} {}", text::exact_number(value), unit);
}

std::string range_text(const ParamSpec& spec) {
  if (spec.min && spec.max)
    return fmt::format("from {} to {}", text::exact_number(*spec.min), with_unit(*spec.max, spec.unit));
  if (spec.min) return fmt::format("at least {}", with_unit(*spec.min, spec.unit));
  return fmt::format("at most {}", with_unit(*spec.max, spec.unit));
}

bool is_in_range(Reading& reading, const ParamSpec& spec, const Node& node, double value) {
  if (!std::isfinite(value)) {
    reading.findings.error(node.place, fmt::format("'{}' is not finite", spec.name), "write a finite number");
    return false;
  }
  if ((spec.min && value < *spec.min) || (spec.max && value > *spec.max)) {
    reading.findings.error(node.place, fmt::format("'{}' is {}, but it must be {}", spec.name,
                                                   with_unit(value, spec.unit), range_text(spec)));
    return false;
  }
  return true;
}

std::optional<double> converted(Reading& reading, const ParamSpec& spec, const Node& node) {
  const auto value = quantity_in(node.text, spec.unit);
  if (value) return *value;
  reading.findings.error(node.place, fmt::format("'{}': {}", spec.name, value.error().message), value.error().hint);
  return std::nullopt;
}

std::optional<model::SuiteValue> integer(Reading& reading, const ParamSpec& spec, const Node& node) {
  if (node.type == NodeType::integer) {
    if (!is_in_range(reading, spec, node, static_cast<double>(node.integer))) return std::nullopt;
    return model::SuiteValue{Json(node.integer)};
  }
  if (node.type != NodeType::text || spec.unit.empty()) return wrong_type(reading, spec, node);
  const std::optional<double> value = converted(reading, spec, node);
  if (!value || !is_in_range(reading, spec, node, *value)) return std::nullopt;
  // Above 2^53 a double no longer holds every integer.
  const double whole = std::round(*value);
  if (std::abs(*value - whole) > 1e-9 * std::abs(*value) || std::abs(whole) > 9007199254740992.0) {
    reading.findings.error(node.place,
                           fmt::format("'{}' is {}, not a whole number", spec.name, with_unit(*value, spec.unit)));
    return std::nullopt;
  }
  return model::SuiteValue{Json(static_cast<std::int64_t>(whole))};
}

std::optional<model::SuiteValue> real(Reading& reading, const ParamSpec& spec, const Node& node) {
  std::optional<double> value;
  if (node.type == NodeType::integer) value = static_cast<double>(node.integer);
  if (node.type == NodeType::real) value = node.real;
  if (node.type == NodeType::text && !spec.unit.empty()) {
    value = converted(reading, spec, node);
    if (!value) return std::nullopt;
  }
  if (!value) return wrong_type(reading, spec, node);
  if (!is_in_range(reading, spec, node, *value)) return std::nullopt;
  return model::SuiteValue{Json(*value)};
}

std::optional<model::SuiteValue> text(Reading& reading, const ParamSpec& spec, const Node& node) {
  if (node.type != NodeType::text) return wrong_type(reading, spec, node);
  if (!spec.choices.empty() && std::find(spec.choices.begin(), spec.choices.end(), node.text) == spec.choices.end()) {
    reading.findings.error(node.place, fmt::format("'{}' is no choice of '{}'", node.text, spec.name),
                           suggestion(node.text, spec.choices));
    return std::nullopt;
  }
  return model::SuiteValue{Json(node.text)};
}

std::optional<model::SuiteValue> file(Reading& reading, const ParamSpec& spec, const Node& node) {
  if (node.type != NodeType::text) return wrong_type(reading, spec, node);
  if (std::find(spec.choices.begin(), spec.choices.end(), node.text) != spec.choices.end()) {
    return model::SuiteValue{Json(node.text)};
  }
  if (node.text.empty() || node.text.find('\0') != std::string::npos) {
    reading.findings.error(node.place, fmt::format("'{}' is no file's name", spec.name), suggestion("", spec.choices));
    return std::nullopt;
  }
  const auto path = (std::filesystem::path(reading.suite.folder) / node.text).lexically_normal();
  const Result<std::string> digest = reading.context.file_digest(path);
  if (!digest) {
    const bool is_name = node.text.find_first_of("/.") == std::string::npos && !spec.choices.empty();
    const std::string what =
        is_name ? fmt::format("'{}' is no choice of '{}' and no file beside the suite", node.text, spec.name)
                : fmt::format("'{}': {}", spec.name, digest.error().message);
    std::string hint = suggestion(node.text, spec.choices);
    if (hint.empty()) hint = "paths are relative to the suite's folder";
    reading.findings.error(node.place, what, std::move(hint));
    return std::nullopt;
  }
  return model::SuiteValue{Json(node.text), path.string(), *digest};
}

}  // namespace

std::optional<model::SuiteValue> checked_value(Reading& reading, const ParamSpec& spec, const Node& node) {
  switch (spec.type) {
    case ParamType::boolean:
      if (node.type != NodeType::boolean) return wrong_type(reading, spec, node);
      return model::SuiteValue{Json(node.boolean)};
    case ParamType::integer:
      return integer(reading, spec, node);
    case ParamType::real:
      return real(reading, spec, node);
    case ParamType::text:
      return text(reading, spec, node);
    case ParamType::file:
      return file(reading, spec, node);
  }
  return std::nullopt;
}

std::vector<model::SuiteValue> checked_list(Reading& reading, const ParamSpec& spec, const Member& member) {
  if (member.value.items.empty()) {
    reading.findings.error(member.value.place, fmt::format("'{}' has no values", member.name),
                           "an axis needs at least one value");
    return {};
  }
  std::vector<model::SuiteValue> values;
  bool is_complete = true;
  for (const Node& item : member.value.items) {
    std::optional<model::SuiteValue> value = checked_value(reading, spec, item);
    is_complete = is_complete && value.has_value();
    if (value) values.push_back(std::move(*value));
  }
  return is_complete ? values : std::vector<model::SuiteValue>{};
}

const ParamSpec* known_spec(Reading& reading, const std::vector<ParamSpec>& specs, const Member& member,
                            const std::string& where) {
  const auto found =
      std::find_if(specs.begin(), specs.end(), [&](const ParamSpec& it) { return it.name == member.name; });
  if (found != specs.end()) return &*found;
  std::vector<std::string> names;
  for (const ParamSpec& spec : specs) names.push_back(spec.name);
  reading.findings.error(member.place, fmt::format("unknown key '{}' in {}", member.name, where),
                         names.empty() ? "there are no keys to give here" : suggestion(member.name, names));
  return nullptr;
}

Json json_of(const Node& node) {
  switch (node.type) {
    case NodeType::boolean:
      return Json(node.boolean);
    case NodeType::integer:
      return Json(node.integer);
    case NodeType::real:
      return Json(node.real);
    case NodeType::text:
    case NodeType::date:
      return Json(node.text);
    case NodeType::array: {
      Json list = Json::array();
      for (const Node& item : node.items) list.push_back(json_of(item));
      return list;
    }
    case NodeType::table: {
      Json table = Json::object();
      for (const Member& member : node.members) table[member.name] = json_of(member.value);
      return table;
    }
  }
  return Json();
}

}  // namespace tare::suite
