// A short, seeded version of tests/bench/compare/calibrate: rates with a margin for 200 trials, so that a method that
// lost its calibration fails here.
#include "catch.hpp"
#include "simulated_rounds.hpp"

#include <vector>

using tare::test::Rates;
using tare::test::rates_of;
using tare::test::Scenario;
using tare::test::Shape;

TEST_CASE("the interval holds the true ratio about as often as it says", "[compare]") {
  for (const Shape shape : {Shape::normal, Shape::log_normal, Shape::bimodal}) {
    for (const int round_count : {10, 30}) {
      for (const double common_ratio : {0.0, 0.05}) {
        CAPTURE(static_cast<int>(shape), round_count, common_ratio);
        const Rates rates =
            rates_of({.shape = shape, .common_ratio = common_ratio, .round_count = round_count}, 200, 11, 400);
        CHECK(rates.coverage >= 0.92);
      }
    }
  }
}

TEST_CASE("stopping at a width does not spoil the interval", "[compare]") {
  const Rates rates = rates_of({.noise_ratio = 0.006, .round_count = 40, .stop_width_ratio = 0.008}, 150, 12, 400);
  CHECK(rates.round_count < 39);
  CHECK(rates.coverage >= 0.90);
}

TEST_CASE("rounds that depend on earlier ones are flagged and still covered", "[compare]") {
  const Rates dependent = rates_of({.lag_one = 0.5, .round_count = 30}, 200, 13, 400);
  CHECK(dependent.coverage >= 0.88);
  CHECK(dependent.autocorrelated >= 0.6);
  CHECK(rates_of({.round_count = 30}, 200, 13, 400).autocorrelated <= 0.12);
}

TEST_CASE("identical code is rarely called better or worse, and four per cent is seen", "[compare]") {
  CHECK(rates_of({.true_ratio = 1, .round_count = 20}, 200, 14, 400).decided <= 0.05);
  CHECK(rates_of({.true_ratio = 1.04, .round_count = 20}, 200, 14, 400).decided >= 0.9);
}
