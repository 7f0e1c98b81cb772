// Implementation of checked_values.hpp.
#include "checked_values.hpp"

#include <algorithm>
#include <charconv>

namespace tare::sdk {
namespace {

std::string number_text(double value) {
  char buffer[32];
  const auto [end, problem] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return problem == std::errc{} ? std::string(buffer, end) : std::string("?");
}

bool has_type(const ParamValue& value, ParamType type) {
  switch (type) {
    case ParamType::boolean:
      return std::holds_alternative<bool>(value);
    case ParamType::integer:
      return std::holds_alternative<std::int64_t>(value);
    case ParamType::real:
      return std::holds_alternative<double>(value);
    case ParamType::text:
    case ParamType::file:
      return std::holds_alternative<std::string>(value);
  }
  return false;
}

std::string_view type_text(ParamType type) {
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
      return "a path";
  }
  return "";
}

// What is wrong with a value of the right type; empty when nothing is.
std::string mistake_in(const ParamValue& value, const ParamSpec& spec) {
  std::optional<double> as_number;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) as_number = static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) as_number = *real;
  if (as_number && spec.min && !(*as_number >= *spec.min)) {
    return number_text(*as_number) + " is below the least value " + number_text(*spec.min);
  }
  if (as_number && spec.max && !(*as_number <= *spec.max)) {
    return number_text(*as_number) + " is above the largest value " + number_text(*spec.max);
  }
  const auto* text = std::get_if<std::string>(&value);
  // A file with choices may be one of those names or any path.
  if (text != nullptr && spec.type == ParamType::text && !spec.choices.empty() &&
      std::find(spec.choices.begin(), spec.choices.end(), *text) == spec.choices.end()) {
    std::string names;
    for (const std::string& choice : spec.choices) names += (names.empty() ? "" : ", ") + choice;
    return "'" + *text + "' is none of " + names;
  }
  return {};
}

}  // namespace

Result<Params> checked_values(const Params& given, std::span<const ParamSpec> specs, std::string_view what) {
  std::map<std::string, ParamValue, std::less<>> values = given.values();
  const auto refuse = [&](const std::string& name, const std::string& mistake) {
    return fail(ErrorKind::usage, std::string(what) + " '" + name + "': " + mistake, "bad_value");
  };
  for (const auto& [name, value] : values) {
    const auto has_name = [&name = name](const ParamSpec& spec) { return spec.name == name; };
    if (std::none_of(specs.begin(), specs.end(), has_name)) return refuse(name, "was never declared");
  }
  for (const ParamSpec& spec : specs) {
    const auto found = values.find(spec.name);
    if (found == values.end()) return refuse(spec.name, "is missing");
    ParamValue& value = found->second;
    if (const auto* whole = std::get_if<std::int64_t>(&value); whole != nullptr && spec.type == ParamType::real) {
      value = static_cast<double>(*whole);
    }
    if (!has_type(value, spec.type)) return refuse(spec.name, "expected " + std::string(type_text(spec.type)));
    if (const std::string mistake = mistake_in(value, spec); !mistake.empty()) return refuse(spec.name, mistake);
  }
  return Params(std::move(values));
}

Params named_values(const Params& given, std::span<const std::string> names) {
  std::map<std::string, ParamValue, std::less<>> values;
  for (const std::string& name : names) {
    if (const auto found = given.values().find(name); found != given.values().end()) values.insert(*found);
  }
  return Params(std::move(values));
}

}  // namespace tare::sdk
