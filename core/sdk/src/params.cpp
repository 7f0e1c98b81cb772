// The getters of Params.
#include "tare/params.hpp"

namespace tare {
namespace {

template <typename T>
Result<T> value_as(const Params& params, std::string_view name, std::string_view type) {
  const auto found = params.values().find(name);
  if (found == params.values().end()) {
    return fail(ErrorKind::internal,
                "the value '" + std::string(name) + "' is asked for but was never declared; add it to the description");
  }
  if (const T* value = std::get_if<T>(&found->second)) return *value;
  return fail(ErrorKind::internal, "the value '" + std::string(name) + "' is asked for as " + std::string(type) +
                                       " but was declared with another type");
}

}  // namespace

Result<bool> Params::boolean(std::string_view name) const { return value_as<bool>(*this, name, "boolean"); }

Result<std::int64_t> Params::integer(std::string_view name) const {
  return value_as<std::int64_t>(*this, name, "integer");
}

Result<double> Params::real(std::string_view name) const {
  const auto found = values_.find(name);
  if (found != values_.end()) {
    if (const auto* whole = std::get_if<std::int64_t>(&found->second)) return static_cast<double>(*whole);
  }
  return value_as<double>(*this, name, "real");
}

Result<std::string> Params::text(std::string_view name) const { return value_as<std::string>(*this, name, "text"); }

}  // namespace tare
