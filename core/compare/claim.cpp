// Implementation of claim.hpp.
#include "compare/claim.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>
#include <utility>

namespace tare::compare {
namespace {

constexpr std::array<std::string_view, 3> kSignNames = {"positive", "negative", "zero"};
constexpr std::array<std::string_view, 2> kMonotoneNames = {"increasing", "decreasing"};
constexpr std::array<std::string_view, 9> kExpectationKeys = {"about", "within", "at_least", "at_most", "between",
                                                              "order", "sign",   "monotone", "equal"};

tl::unexpected<Error> wrong(std::string_view key, const Json& value, std::string_view wanted) {
  return fail(ErrorKind::suite, fmt::format("'{}' is {}, but {} was expected", key, value.dump(), wanted));
}

Result<std::string> text_of(const Json& keys, const char* key) {
  if (!keys.contains(key)) return std::string();
  if (!keys[key].is_string()) return wrong(key, keys[key], "a text");
  return keys[key].get<std::string>();
}

// The position of a word in its table of names, `fallback` when the key is absent.
Result<std::size_t> word_of(const Json& keys, const char* key, std::span<const std::string_view> names,
                            std::size_t fallback) {
  const Result<std::string> word = text_of(keys, key);
  if (!word) return tl::unexpected(word.error());
  if (!keys.contains(key)) return fallback;
  const auto found = std::find(names.begin(), names.end(), *word);
  if (found == names.end()) return wrong(key, keys[key], fmt::format("one of {}", fmt::join(names, ", ")));
  return static_cast<std::size_t>(found - names.begin());
}

Result<std::optional<double>> bound_of(const Json& keys, const char* key) {
  if (!keys.contains(key)) return std::optional<double>();
  const std::optional<double> number = number_in(keys[key]);
  if (!number) return wrong(key, keys[key], "a number");
  return number;
}

Result<void> add_bounds(Expectation& expectation, const Json& keys) {
  for (const auto& [key, bound] :
       {std::pair{"about", &expectation.about}, std::pair{"within", &expectation.within},
        std::pair{"at_least", &expectation.at_least}, std::pair{"at_most", &expectation.at_most}}) {
    const Result<std::optional<double>> number = bound_of(keys, key);
    if (!number) return tl::unexpected(number.error());
    if (*number) *bound = *number;
  }
  if (keys.contains("within")) {
    expectation.is_within_relative = keys["within"].is_string() && keys["within"].get<std::string>().ends_with('%');
  }
  if (!keys.contains("between")) return {};
  const Json& between = keys["between"];
  const bool is_pair = between.is_array() && between.size() == 2 && number_in(between[0]) && number_in(between[1]);
  if (!is_pair) return wrong("between", between, "two numbers");
  expectation.at_least = number_in(between[0]);
  expectation.at_most = number_in(between[1]);
  return {};
}

// Reads the expectation's keys into `expectation`, over what is there already.
Result<void> add_expectation(Expectation& expectation, const Json& keys) {
  if (!keys.is_object()) return wrong("expect", keys, "a table");
  if (Result<void> bounds = add_bounds(expectation, keys); !bounds) return bounds;
  if (keys.contains("equal")) expectation.equal = keys["equal"];
  if (keys.contains("order")) {
    if (!keys["order"].is_array()) return wrong("order", keys["order"], "a list of methods");
    for (const Json& label : keys["order"]) {
      if (!label.is_string()) return wrong("order", keys["order"], "a list of methods");
      expectation.order.push_back(label.get<std::string>());
    }
  }
  const Result<std::size_t> sign = word_of(keys, "sign", kSignNames, 0);
  if (!sign) return tl::unexpected(sign.error());
  if (keys.contains("sign")) expectation.sign = static_cast<Sign>(*sign);
  const Result<std::size_t> monotone = word_of(keys, "monotone", kMonotoneNames, 0);
  if (!monotone) return tl::unexpected(monotone.error());
  if (keys.contains("monotone")) expectation.monotone = static_cast<Monotone>(*monotone);
  return {};
}

Result<void> check_tolerance(const Expectation& expectation) {
  if (expectation.about && !expectation.within) {
    return fail(ErrorKind::suite, "'about' needs a tolerance: add within = \"3 %\"");
  }
  return {};
}

Selection selection_of(const Json& keys) {
  Selection selection;
  for (const auto& [key, value] : keys.items()) {
    selection[key] = value.is_array() ? value.get<std::vector<Json>>() : std::vector<Json>{value};
  }
  return selection;
}

// A row's own expectation stands over the claim's, which gives the tolerance where the row has none.
Result<ExpectedPoint> expected_point(const Json& row, const std::optional<Expectation>& shared) {
  if (!row.is_object()) return wrong("each", row, "a table");
  Json where = row;
  Json expect = Json::object();
  for (const std::string_view key : kExpectationKeys) {
    const std::string name(key);
    if (!row.contains(name)) continue;
    expect[name] = row[name];
    where.erase(name);
  }
  ExpectedPoint point{selection_of(where), shared.value_or(Expectation{})};
  if (Result<void> added = add_expectation(point.expect, expect); !added) return tl::unexpected(added.error());
  // A tolerance without a centre is for the rows that have one.
  if (!point.expect.about) point.expect.within = std::nullopt;
  if (Result<void> checked = check_tolerance(point.expect); !checked) return tl::unexpected(checked.error());
  return point;
}

Result<void> add_texts(Claim& claim, const Json& keys) {
  for (const auto& [key, text] :
       {std::pair{"source", &claim.source}, std::pair{"says", &claim.says}, std::pair{"note", &claim.note},
        std::pair{"metric", &claim.metric}, std::pair{"operation", &claim.operation},
        std::pair{"method", &claim.method}, std::pair{"against", &claim.against}, std::pair{"along", &claim.along}}) {
    const Result<std::string> value = text_of(keys, key);
    if (!value) return tl::unexpected(value.error());
    *text = *value;
  }
  if (claim.metric.empty() == claim.operation.empty()) {
    return fail(ErrorKind::suite, "a claim names a metric or an operation, and not both");
  }
  return {};
}

Result<Claim> parse(const model::Claim& written) {
  const Json& keys = written.keys;
  if (!keys.is_object()) return wrong("claim", keys, "a table");
  Claim claim;
  claim.id = written.id;
  if (Result<void> texts = add_texts(claim, keys); !texts) return tl::unexpected(texts.error());
  const Result<std::size_t> kind = word_of(keys, "kind", kClaimKindNames, 0);
  if (!kind) return tl::unexpected(kind.error());
  claim.kind = static_cast<ClaimKind>(*kind);
  const Result<std::size_t> aggregate = word_of(keys, "aggregate", kAggregateNames, 0);
  if (!aggregate) return tl::unexpected(aggregate.error());
  claim.aggregate = static_cast<Aggregate>(*aggregate);
  if (keys.contains("select")) claim.select = selection_of(keys["select"]);
  if (keys.contains("expect")) {
    claim.expect.emplace();
    if (Result<void> added = add_expectation(*claim.expect, keys["expect"]); !added)
      return tl::unexpected(added.error());
  }
  if (keys.contains("each")) {
    if (!keys["each"].is_array()) return wrong("each", keys["each"], "a list of tables");
    for (const Json& row : keys["each"]) {
      Result<ExpectedPoint> point = expected_point(row, claim.expect);
      if (!point) return tl::unexpected(point.error());
      claim.each.push_back(std::move(*point));
    }
  } else if (!claim.expect) {
    return fail(ErrorKind::suite, "a claim expects something: add expect or each");
  } else if (Result<void> checked = check_tolerance(*claim.expect); !checked) {
    return tl::unexpected(checked.error());
  }
  const bool needs_axis = claim.aggregate == Aggregate::argmax || (claim.expect && claim.expect->monotone);
  if (needs_axis && claim.along.empty()) return fail(ErrorKind::suite, "argmax and monotone need an axis: add along");
  return claim;
}

}  // namespace

Result<Claim> parse_claim(const model::Claim& claim) {
  Result<Claim> parsed = parse(claim);
  if (!parsed) return fail_within(fmt::format("claim {}", claim.id), parsed.error());
  return parsed;
}

std::optional<double> number_in(const Json& value) {
  if (value.is_number()) {
    const double number = value.get<double>();
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
  }
  if (!value.is_string()) return std::nullopt;
  const std::string text = value.get<std::string>();
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || !std::isfinite(number)) return std::nullopt;
  std::string_view unit(end);
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  if (unit.empty()) return number;
  if (unit == "%") return number / 100;
  constexpr std::array<std::string_view, 8> kUnits = {"s", "B", "bytes", "J", "W", "B/s", "FLOP", "FLOP/s"};
  constexpr std::array<std::pair<char, double>, 8> kPrefixes = {
      {{'n', 1e-9}, {'u', 1e-6}, {'m', 1e-3}, {'k', 1e3}, {'M', 1e6}, {'G', 1e9}, {'T', 1e12}, {'P', 1e15}}};
  if (std::find(kUnits.begin(), kUnits.end(), unit) != kUnits.end()) return number;
  for (const auto& [prefix, factor] : kPrefixes) {
    if (unit.front() == prefix && std::find(kUnits.begin(), kUnits.end(), unit.substr(1)) != kUnits.end()) {
      return number * factor;
    }
  }
  return std::nullopt;
}

bool is_labelled(std::string_view label, std::string_view method) {
  return label == method || (label.starts_with(method) && label.substr(method.size()).starts_with(" ("));
}

}  // namespace tare::compare
