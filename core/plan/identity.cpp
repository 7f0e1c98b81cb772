// Implementation of identity.hpp.
#include "plan/identity.hpp"

#include <fmt/format.h>

namespace tare::plan {
namespace {

// Integers that were written for a real become doubles, so that 4 and 4.0 are one identity.
Json in_declared_type(ParamType type, const Json& value) {
  if (type == ParamType::real && value.is_number()) return Json(value.get<double>());
  return value;
}

}  // namespace

Json to_json(const ParamValue& value) {
  return std::visit([](const auto& held) { return Json(held); }, value);
}

NamedValue named_value(const ParamSpec& spec, const model::SuiteValue& value) {
  NamedValue named{spec.name, in_declared_type(spec.type, value.value), {}, {}};
  const bool is_file = !value.file_path.empty();
  named.for_worker = is_file ? Json(value.file_path) : named.shown;
  named.hashed = is_file ? fmt::format("sha256:{}", value.file_digest) : named.shown.dump();
  return named;
}

NamedValue default_value(const ParamSpec& spec) {
  return named_value(spec, model::SuiteValue{to_json(spec.standard), {}, {}});
}

std::string hashed_text(std::span<const NamedValue> values) {
  std::string text;
  for (const NamedValue& value : values) {
    text += value.name;
    text += '=';
    text += value.hashed;
    text += ';';
  }
  return text;
}

std::string hashed_text(const std::map<std::string, std::string>& environment) {
  // JSON quotes the texts, so that no value can pretend to be two.
  return Json(environment).dump();
}

}  // namespace tare::plan
