// Implementation of scale.hpp.
#include "report/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace tare::report {

Scale Scale::linear(double low, double high, double begin, double end) {
  if (!(high > low)) {
    const double room = low == 0 ? 1 : std::abs(low) * 0.1;
    return {false, low - room, low + room, begin, end};
  }
  const double room = (high - low) * 0.04;
  return {false, low - room, high + room, begin, end};
}

Scale Scale::logarithmic(double low, double high, double begin, double end) {
  // At least a tenth either way, so that noise does not fill the chart.
  const double least = std::log(1.1);
  double low_log = std::log(low);
  double high_log = std::log(high);
  const double lacking = least - (high_log - low_log);
  if (lacking > 0) {
    low_log -= lacking / 2;
    high_log += lacking / 2;
  }
  const double room = (high_log - low_log) * 0.04;
  return {true, low_log - room, high_log + room, begin, end};
}

double Scale::place(double value) const {
  const double at = is_logarithmic_ ? std::log(std::max(value, 1e-300)) : value;
  return begin_ + std::clamp((at - low_) / (high_ - low_), 0.0, 1.0) * (end_ - begin_);
}

std::vector<Tick> Scale::ticks() const {
  std::vector<Tick> result;
  const bool is_wide = is_logarithmic_ && high_ - low_ > std::log(8.0);
  if (is_wide) {
    // 1, 2, 5 in every decade, or only decades when there are many.
    const double decades = (high_ - low_) / std::log(10.0);
    const double stride = std::max(1.0, std::ceil(decades / 7));
    for (double decade = std::floor(low_ / std::log(10.0)); decade <= high_ / std::log(10.0); decade += stride) {
      for (const double digit : std::array{1.0, 2.0, 5.0}) {
        if (decades > 3 && digit != 1.0) continue;
        const double value = digit * std::pow(10.0, decade);
        if (std::log(value) >= low_ && std::log(value) <= high_) result.push_back({value, place(value)});
      }
    }
    return result;
  }
  const double low = is_logarithmic_ ? std::exp(low_) : low_;
  const double high = is_logarithmic_ ? std::exp(high_) : high_;
  const double rough = (high - low) / 5;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  const double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
  const double first = std::ceil(low / step);
  // Counted in whole steps, since adding them up drifts and, far from 0, may not advance at all.
  for (int i = 0; i < 12 && (first + i) * step <= high; ++i) {
    const double value = (first + i) * step;
    result.push_back({std::abs(value) < step * 1e-9 ? 0 : value, place(value)});
  }
  return result;
}

std::string coordinate(double value) {
  std::string text = fmt::format("{:.1f}", std::isfinite(value) ? value : 0.0);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

}  // namespace tare::report
