// A claim as a typed value: a line of a paper, or of our own, with what would make it true. README.md has the grammar.
// Made from the keys as the suite wrote them; knows no rows.
#pragma once

#include "base/json.hpp"
#include "model/suite.hpp"
#include "tare/error.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::compare {

enum class ClaimKind : std::uint8_t { paper, ours, guard };
inline constexpr std::array<std::string_view, 3> kClaimKindNames = {"paper", "ours", "guard"};
[[nodiscard]] constexpr std::string_view name_of(ClaimKind kind) {
  return kClaimKindNames[static_cast<std::size_t>(kind)];
}

enum class Aggregate : std::uint8_t { none, geomean, mean, min, max, sum, argmax, share };
inline constexpr std::array<std::string_view, 8> kAggregateNames = {"none", "geomean", "mean",   "min",
                                                                    "max",  "sum",     "argmax", "share"};
[[nodiscard]] constexpr std::string_view name_of(Aggregate aggregate) {
  return kAggregateNames[static_cast<std::size_t>(aggregate)];
}

enum class Sign : std::uint8_t { positive, negative, zero };
enum class Monotone : std::uint8_t { increasing, decreasing };

// What is expected of a number, a text or an order. Parts that are absent ask for nothing.
struct Expectation {
  std::optional<double> about = {};
  std::optional<double> within = {};
  bool is_within_relative = false;  // "3 %" of `about`; else in the unit of the value
  std::optional<double> at_least = {};
  std::optional<double> at_most = {};
  std::optional<Json> equal = {};       // a text or a number
  std::vector<std::string> order = {};  // labels, the smallest value first; equal neighbours are allowed
  std::optional<Sign> sign = {};
  std::optional<Monotone> monotone = {};
};

// Keys of the workload, "device", "seed" or "method", each with the values that it may have.
using Selection = std::map<std::string, std::vector<Json>>;

// A row of `each`: its own expectation for the points that it selects.
struct ExpectedPoint {
  Selection where;
  Expectation expect;
};

struct Claim {
  std::string id;
  ClaimKind kind = ClaimKind::paper;
  std::string source;
  std::string says;
  std::string note;
  std::string metric;     // or an artifact's name, for `equal` with a text
  std::string operation;  // one of the two
  std::string method;     // a label, which stands for all its variants; empty: every method but the baseline
  std::string against;    // empty: the baseline; "none": the value itself
  Selection select;
  std::string along;
  Aggregate aggregate = Aggregate::none;
  std::optional<Expectation> expect;
  std::vector<ExpectedPoint> each;
};

// Says which key is wrong and what was expected. `claim` has passed the suite's own checks or was made by hand.
[[nodiscard]] Result<Claim> parse_claim(const model::Claim& claim);

// A number, or a text of a number and a unit that SI prefixes may stand before: 3.3, "3.3 GB", "5 ms", "3 %".
[[nodiscard]] std::optional<double> number_in(const Json& value);

// True when the label is that of the method or of one of its variants: "hypar" or "hypar (levels=4)".
[[nodiscard]] bool is_labelled(std::string_view label, std::string_view method);

}  // namespace tare::compare
