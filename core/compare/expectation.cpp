// Implementation of expectation.hpp. An expectation of a number is a range; the verdict is where the interval lies.
#include "compare/expectation.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tare::compare {
namespace {

// Values known exactly still pass through a few additions in another order.
constexpr double kSlackRatio = 1e-9;

struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

void narrow(Range& range, double low, double high) {
  range.low = std::max(range.low, low);
  range.high = std::min(range.high, high);
}

Range range_of(const Expectation& expectation, bool is_ratio) {
  Range range;
  const double infinity = std::numeric_limits<double>::infinity();
  const double width = expectation.within.value_or(0);
  const auto around = [&](double centre) {
    const double reach = expectation.is_within_relative ? std::abs(centre) * width : width;
    narrow(range, centre - reach, centre + reach);
  };
  if (expectation.about) around(*expectation.about);
  if (expectation.equal) {
    if (const auto number = number_in(*expectation.equal)) around(*number);
  }
  if (expectation.at_least) narrow(range, *expectation.at_least, infinity);
  if (expectation.at_most) narrow(range, -infinity, *expectation.at_most);
  if (!expectation.sign) return range;
  // The smallest number above the neutral one: the sign is strict.
  const double neutral = is_ratio ? 1 : 0;
  switch (*expectation.sign) {
    case Sign::positive:
      narrow(range, std::nextafter(neutral + (is_ratio ? 2 * kSlackRatio : 0), infinity), infinity);
      break;
    case Sign::negative:
      narrow(range, -infinity, std::nextafter(neutral - (is_ratio ? 2 * kSlackRatio : 0), -infinity));
      break;
    case Sign::zero:
      narrow(range, is_ratio ? 1 / (1 + kBandRatio) : 0, is_ratio ? 1 + kBandRatio : 0);
      break;
  }
  return range;
}

// Half widths fall with the square root of the count.
std::string advice(const Measured& measured, const Range& range) {
  const double room = std::min(std::abs(*measured.value - range.low), std::abs(range.high - *measured.value));
  const double reach = (measured.interval->high - measured.interval->low) / 2;
  const double needed = measured.count * (reach / room) * (reach / room);
  const char* unit = measured.is_time ? "rounds" : "seeds";
  if (!std::isfinite(needed) || needed > 1e6 || measured.count == 0)
    return "the estimate sits on the expectation's edge";
  return fmt::format("about {} more {} would settle it",
                     std::max(1, static_cast<int>(std::ceil(needed)) - measured.count), unit);
}

}  // namespace

std::string expectation_text(const Expectation& expectation) {
  std::vector<std::string> parts;
  if (expectation.about) {
    const double width = expectation.within.value_or(0);
    parts.push_back(fmt::format(
        "{} within {}", text::quantity(expectation.about, ""),
        expectation.is_within_relative ? fmt::format("{:.3g} %", 100 * width) : fmt::format("{:.3g}", width)));
  }
  if (expectation.at_least && expectation.at_most) {
    parts.push_back(fmt::format("between {:.4g} and {:.4g}", *expectation.at_least, *expectation.at_most));
  } else if (expectation.at_least) {
    parts.push_back(fmt::format("at least {:.4g}", *expectation.at_least));
  } else if (expectation.at_most) {
    parts.push_back(fmt::format("at most {:.4g}", *expectation.at_most));
  }
  if (expectation.equal) {
    parts.push_back(expectation.equal->is_string() ? expectation.equal->get<std::string>() : expectation.equal->dump());
  }
  if (!expectation.order.empty()) parts.push_back(text::join_list(expectation.order, " <= "));
  if (expectation.sign) {
    parts.emplace_back(*expectation.sign == Sign::positive   ? "positive"
                       : *expectation.sign == Sign::negative ? "negative"
                                                             : "zero");
  }
  if (expectation.monotone) {
    parts.emplace_back(*expectation.monotone == Monotone::increasing ? "increasing" : "decreasing");
  }
  return text::join_list(parts, ", ");
}

ClaimPoint judged(const Measured& measured, const Expectation& expectation, bool is_ratio) {
  ClaimPoint point;
  point.expected = expectation_text(expectation);
  point.expected_value = expectation.about      ? expectation.about
                         : expectation.equal    ? number_in(*expectation.equal)
                         : expectation.at_least ? expectation.at_least
                                                : expectation.at_most;
  point.row_ids = measured.row_ids;
  point.value = measured.value;
  point.interval = measured.interval;
  if (!measured.value) {
    point.reason = measured.problem;
    return point;
  }
  point.found = text::quantity(measured.value, "");
  if (!measured.interval) {
    point.verdict = ClaimVerdict::inconclusive;
    point.reason = measured.shortage;
    return point;
  }
  const Range range = range_of(expectation, is_ratio);
  const double slack = kSlackRatio * std::abs(*measured.value);
  if (measured.interval->low >= range.low - slack && measured.interval->high <= range.high + slack) {
    point.verdict = ClaimVerdict::reproduced;
  } else if (measured.interval->high < range.low - slack || measured.interval->low > range.high + slack) {
    point.verdict = ClaimVerdict::not_reproduced;
  } else {
    point.verdict = ClaimVerdict::inconclusive;
    point.reason = advice(measured, range);
  }
  return point;
}

}  // namespace tare::compare
