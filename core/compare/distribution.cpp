// Implementation of distribution.hpp. Quantiles are found by bisection on the probability: 100 halvings end at the
// last bit, cost microseconds and cannot be wrong in a tail, unlike the published rational approximations.
#include "compare/distribution.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace tare::compare {
namespace {

// Continued fraction of the incomplete beta function (DLMF 8.17.22, modified Lentz).
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  const auto away_from_zero = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double value = d;
  for (int i = 1; i <= 300; ++i) {
    const double m = i;
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    value *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    value *= d * c;
    if (std::abs(d * c - 1) < std::numeric_limits<double>::epsilon()) break;
  }
  return value;
}

// Regularised incomplete beta function I_x(a, b).
double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
  // The fraction converges fast on this side of the mean only; the other side follows by symmetry.
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

template <typename Probability>
double bisect(double probability, const Probability& probability_at) {
  double low = -1;
  double high = 1;
  while (probability_at(low) > probability) low *= 2;
  while (probability_at(high) < probability) high *= 2;
  for (int i = 0; i < 100; ++i) {
    const double middle = low + (high - low) / 2;
    (probability_at(middle) < probability ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace

double normal_probability(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

double normal_quantile(double probability) { return bisect(probability, normal_probability); }

double student_probability(double t, double degrees_of_freedom) {
  const double tail =
      incomplete_beta(degrees_of_freedom / 2, 0.5, degrees_of_freedom / (degrees_of_freedom + t * t)) / 2;
  return t > 0 ? 1 - tail : tail;
}

double student_quantile(double probability, double degrees_of_freedom) {
  // Upper quantiles come from the lower tail, where the probability keeps its digits.
  if (probability > 0.5) return -student_quantile(1 - probability, degrees_of_freedom);
  return bisect(probability, [&](double t) { return student_probability(t, degrees_of_freedom); });
}

}  // namespace tare::compare
