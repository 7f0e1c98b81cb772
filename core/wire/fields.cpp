// Implementation of fields.hpp. Free of fmt, so that a plugin needs no library for it.
#include "wire/fields.hpp"

namespace tare::wire {
namespace {

const Json kEmptyObject = Json::object();
const Json kEmptyList = Json::array();
const Json kNothing;

}  // namespace

void Fields::note(std::string_view mistake, std::string_view key) {
  if (has_mistake()) return;
  mistake_ = place_;
  if (!key.empty()) mistake_ += ": key '" + std::string(key) + "'";
  mistake_ += ": " + std::string(mistake);
}

const Json& Fields::at(const char* key) {
  if (has(key)) return json_.find(key).value();
  note("is missing", key);
  return kNothing;
}

std::string Fields::text(const char* key) {
  const Json& value = at(key);
  if (value.is_string()) return value.get<std::string>();
  note("expected a text", key);
  return {};
}

bool Fields::boolean(const char* key) {
  const Json& value = at(key);
  if (value.is_boolean()) return value.get<bool>();
  note("expected true or false", key);
  return false;
}

double Fields::real(const char* key) {
  const Json& value = at(key);
  if (value.is_number()) return value.get<double>();
  note("expected a number", key);
  return 0;
}

std::int64_t Fields::integer(const char* key) {
  const Json& value = at(key);
  const bool is_too_large = value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t{INT64_MAX};
  if (value.is_number_integer() && !is_too_large) return value.get<std::int64_t>();
  note("expected an integer of 64 bits", key);
  return 0;
}

std::uint64_t Fields::natural(const char* key) {
  const Json& value = at(key);
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  if (value.is_number_integer() && value.get<std::int64_t>() >= 0) return value.get<std::uint64_t>();
  note("expected an integer that is not negative", key);
  return 0;
}

const Json& Fields::list(const char* key) {
  if (!has(key)) return kEmptyList;
  const Json& value = at(key);
  if (value.is_array()) return value;
  note("expected a list", key);
  return kEmptyList;
}

const Json& Fields::object(const char* key) {
  if (!has(key)) return kEmptyObject;
  const Json& value = at(key);
  if (value.is_object()) return value;
  note("expected an object", key);
  return kEmptyObject;
}

}  // namespace tare::wire
