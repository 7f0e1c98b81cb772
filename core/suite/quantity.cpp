// Implementation of quantity.hpp: one table of units, and SI prefixes before units that the table does not know.
#include "suite/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/text.hpp"

namespace tare::suite {
namespace {

enum class Dimension : std::uint8_t { time, size, rate, frequency, power, energy, ratio };

struct Unit {
  std::string_view name;
  Dimension dimension;
  double factor;  // to s, bytes, bytes/s, Hz, W, J, 1
};

constexpr double kKi = 1024;
constexpr double kMi = kKi * 1024;
constexpr double kGi = kMi * 1024;
constexpr double kTi = kGi * 1024;

// Bits have long names: "Mb" is read as megabytes by one half of its readers and as megabits by the other.
constexpr std::array<Unit, 60> kUnits = {{
    {"s", Dimension::time, 1},          {"ps", Dimension::time, 1e-12},     {"ns", Dimension::time, 1e-9},
    {"us", Dimension::time, 1e-6},      {"µs", Dimension::time, 1e-6},      {"ms", Dimension::time, 1e-3},
    {"sec", Dimension::time, 1},        {"min", Dimension::time, 60},       {"h", Dimension::time, 3600},
    {"d", Dimension::time, 86400},      {"B", Dimension::size, 1},          {"bytes", Dimension::size, 1},
    {"byte", Dimension::size, 1},       {"kB", Dimension::size, 1e3},       {"KB", Dimension::size, 1e3},
    {"MB", Dimension::size, 1e6},       {"GB", Dimension::size, 1e9},       {"TB", Dimension::size, 1e12},
    {"PB", Dimension::size, 1e15},      {"KiB", Dimension::size, kKi},      {"MiB", Dimension::size, kMi},
    {"GiB", Dimension::size, kGi},      {"TiB", Dimension::size, kTi},      {"PiB", Dimension::size, kTi * 1024},
    {"bit", Dimension::size, 0.125},    {"kbit", Dimension::size, 125},     {"Mbit", Dimension::size, 125e3},
    {"Gbit", Dimension::size, 125e6},   {"Hz", Dimension::frequency, 1},    {"kHz", Dimension::frequency, 1e3},
    {"MHz", Dimension::frequency, 1e6}, {"GHz", Dimension::frequency, 1e9}, {"1/s", Dimension::frequency, 1},
    {"mW", Dimension::power, 1e-3},     {"W", Dimension::power, 1},         {"kW", Dimension::power, 1e3},
    {"MW", Dimension::power, 1e6},      {"GW", Dimension::power, 1e9},      {"pJ", Dimension::energy, 1e-12},
    {"nJ", Dimension::energy, 1e-9},    {"uJ", Dimension::energy, 1e-6},    {"mJ", Dimension::energy, 1e-3},
    {"J", Dimension::energy, 1},        {"kJ", Dimension::energy, 1e3},     {"MJ", Dimension::energy, 1e6},
    {"GJ", Dimension::energy, 1e9},     {"Wh", Dimension::energy, 3600},    {"kWh", Dimension::energy, 3.6e6},
    {"MWh", Dimension::energy, 3.6e9},  {"GWh", Dimension::energy, 3.6e12}, {"TWh", Dimension::energy, 3.6e15},
    {"ratio", Dimension::ratio, 1},     {"1", Dimension::ratio, 1},         {"%", Dimension::ratio, 0.01},
    {"bytes/s", Dimension::rate, 1},    {"B/s", Dimension::rate, 1},        {"mHz", Dimension::frequency, 1e-3},
    {"day", Dimension::time, 86400},    {"hour", Dimension::time, 3600},    {"TW", Dimension::power, 1e12},
}};

constexpr std::string_view dimension_name(Dimension dimension) {
  switch (dimension) {
    case Dimension::time:
      return "a time";
    case Dimension::size:
      return "a size in bytes";
    case Dimension::rate:
      return "a rate in bytes per second";
    case Dimension::frequency:
      return "a frequency";
    case Dimension::power:
      return "a power";
    case Dimension::energy:
      return "an energy";
    case Dimension::ratio:
      return "a ratio";
  }
  return "a number";
}

std::optional<Unit> unit_named(std::string_view name) {
  const auto found = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& unit) { return unit.name == name; });
  if (found != kUnits.end()) return *found;
  // Any size a second is a rate.
  if (!name.ends_with("/s")) return std::nullopt;
  const std::optional<Unit> size = unit_named(name.substr(0, name.size() - 2));
  if (!size || size->dimension != Dimension::size) return std::nullopt;
  return Unit{name, Dimension::rate, size->factor};
}

// The factor of "k" in "kEUR" when the declared unit is "EUR"; only for units that the table does not know.
std::optional<double> prefixed(std::string_view written, std::string_view unit) {
  if (written == unit) return 1.0;
  if (written.size() != unit.size() + 1 || !written.ends_with(unit)) return std::nullopt;
  constexpr std::array<std::pair<char, double>, 9> kPrefixes = {{{'p', 1e-12},
                                                                 {'n', 1e-9},
                                                                 {'u', 1e-6},
                                                                 {'m', 1e-3},
                                                                 {'k', 1e3},
                                                                 {'M', 1e6},
                                                                 {'G', 1e9},
                                                                 {'T', 1e12},
                                                                 {'P', 1e15}}};
  for (const auto& [letter, factor] : kPrefixes) {
    if (written.front() == letter) return factor;
  }
  return std::nullopt;
}

struct Parts {
  double number = 0;
  std::string_view unit;
};

std::optional<Parts> parts_of(std::string_view text) {
  text = text::trim(text);
  Parts parts;
  const char* begin = text.data();
  const char* end = begin + text.size();
  if (begin != end && *begin == '+') ++begin;
  const auto [rest, problem] = std::from_chars(begin, end, parts.number);
  if (problem != std::errc() || rest == begin || !std::isfinite(parts.number)) return std::nullopt;
  parts.unit = text::trim(std::string_view(rest, static_cast<std::size_t>(end - rest)));
  return parts;
}

QuantityProblem unknown_unit(std::string_view written, std::string_view unit) {
  QuantityProblem problem{fmt::format("unknown unit '{}'", written)};
  if (written == "Mb" || written == "Gb" || written == "kb" || written == "b" || written == "Mb/s" ||
      written == "Gb/s" || written == "kb/s" || written == "b/s" || written == "Mbps" || written == "Gbps") {
    problem.hint = "write Mbit/s for bits or MB/s for bytes";
    return problem;
  }
  std::vector<std::string> candidates = {std::string(unit)};
  const std::optional<Unit> wanted = unit_named(unit);
  for (const Unit& known : kUnits) {
    if (wanted && known.dimension == wanted->dimension) candidates.emplace_back(known.name);
  }
  const std::optional<std::string> near = text::nearest(written, candidates);
  problem.hint =
      near ? fmt::format("did you mean '{}'?", *near) : fmt::format("write it like {}", quantity_example(unit));
  return problem;
}

}  // namespace

tl::expected<double, QuantityProblem> quantity_in(std::string_view text, std::string_view unit) {
  const std::string_view declared = unit.empty() ? "ratio" : unit;
  const std::optional<Parts> parts = parts_of(text);
  if (!parts) {
    return tl::unexpected(QuantityProblem{fmt::format("'{}' is not a number with a unit", text),
                                          fmt::format("write it like {}", quantity_example(unit))});
  }
  if (parts->unit.empty()) {
    return tl::unexpected(QuantityProblem{fmt::format("'{}' has no unit", text),
                                          fmt::format("write it like {}", quantity_example(unit))});
  }
  const std::optional<Unit> wanted = unit_named(declared);
  if (!wanted) {
    const std::optional<double> factor = prefixed(parts->unit, declared);
    if (!factor) {
      return tl::unexpected(QuantityProblem{fmt::format("the unit '{}' is not '{}'", parts->unit, declared),
                                            fmt::format("write it like {}", quantity_example(unit))});
    }
    return parts->number * *factor;
  }
  const std::optional<Unit> written = unit_named(parts->unit);
  if (!written) return tl::unexpected(unknown_unit(parts->unit, declared));
  if (written->dimension != wanted->dimension) {
    return tl::unexpected(
        QuantityProblem{fmt::format("'{}' is {}, but {} is wanted", text, dimension_name(written->dimension),
                                    dimension_name(wanted->dimension)),
                        fmt::format("write it like {}", quantity_example(unit))});
  }
  const double value = parts->number * written->factor / wanted->factor;
  if (!std::isfinite(value)) return tl::unexpected(QuantityProblem{fmt::format("'{}' is too large", text)});
  return value;
}

std::string quantity_example(std::string_view unit) {
  const std::optional<Unit> known = unit_named(unit.empty() ? "ratio" : unit);
  if (!known) return fmt::format("\"3 {}\"", unit);
  switch (known->dimension) {
    case Dimension::time:
      return "\"5 min\"";
    case Dimension::size:
      return "\"4 GiB\"";
    case Dimension::rate:
      return "\"10 MB/s\"";
    case Dimension::frequency:
      return "\"200 MHz\"";
    case Dimension::power:
      return "\"2 MW\"";
    case Dimension::energy:
      return "\"4 MWh\"";
    case Dimension::ratio:
      return "\"3 %\"";
  }
  return "\"3\"";
}

}  // namespace tare::suite
