// Named, typed values: what a suite says to a method (parameters) or to a track (workload).
// The host has checked them against the description, so a getter of the declared type cannot fail;
// asking for a name or type that was never declared is a defect of the plugin and reported as an error.
#pragma once

#include "tare/error.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tare {

enum class ParamType : std::uint8_t {
  boolean,
  integer,
  real,
  text,
  file,  // a path, relative to the suite that names it; with `choices`, one of those names or a path
};

using ParamValue = std::variant<bool, std::int64_t, double, std::string>;

// One row of a parameter or workload table. What a user may write, and what `tare show` prints.
struct ParamSpec {
  std::string name;
  ParamType type = ParamType::real;
  // SI symbol ("s", "bytes", "bytes/s", "W"), or "" for a bare number. A unit makes "5 ms" and "4 GiB" acceptable.
  std::string unit = {};
  ParamValue standard = 0.0;  // the default
  std::optional<double> min = {};
  std::optional<double> max = {};
  std::vector<std::string> choices = {};
  std::string doc = {};
};

class Params {
 public:
  Params() = default;
  explicit Params(std::map<std::string, ParamValue, std::less<>> values) : values_(std::move(values)) {}

  [[nodiscard]] Result<bool> boolean(std::string_view name) const;
  [[nodiscard]] Result<std::int64_t> integer(std::string_view name) const;
  // Accepts an integer too.
  [[nodiscard]] Result<double> real(std::string_view name) const;
  // Texts and files.
  [[nodiscard]] Result<std::string> text(std::string_view name) const;
  [[nodiscard]] const std::map<std::string, ParamValue, std::less<>>& values() const { return values_; }

 private:
  std::map<std::string, ParamValue, std::less<>> values_;
};

}  // namespace tare
