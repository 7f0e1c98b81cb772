// ratio: pairing by round, the bootstrap interval, and what happens with too little or broken data.
#include "compare/ratio.hpp"

#include "base/random.hpp"
#include "catch.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using tare::compare::PairedRound;
using tare::compare::TimeRatio;
using tare::model::SampleRow;

namespace {

SampleRow sample(int round, double wall_ns, std::string operation = "step") {
  SampleRow row;
  row.operation = std::move(operation);
  row.round = round;
  row.process = round / 20;
  row.iterations = 1;
  row.wall_ns = wall_ns;
  return row;
}

// Noisy rounds in which the baseline takes `ratio` times as long.
std::vector<PairedRound> noisy_rounds(int count, int processes, double ratio, double noise, std::uint64_t seed) {
  tare::random::Generator generator(seed);
  std::vector<PairedRound> rounds;
  for (int i = 0; i < count; ++i) {
    rounds.push_back({i * processes / count, i, 1000 * ratio * std::exp(noise * generator.normal()),
                      1000 * std::exp(noise * generator.normal())});
  }
  return rounds;
}

}  // namespace

TEST_CASE("rounds pair by number, and what has no partner or no usable time is counted", "[compare]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<SampleRow> baseline = {sample(3, 30), sample(1, 10),  sample(2, nan),
                                           sample(4, 40), sample(6, 0.0), sample(1, 99, "other")};
  const std::vector<SampleRow> method = {sample(1, 5), sample(2, 6), sample(3, infinity), sample(5, 7), sample(6, 1)};
  const auto pairing = tare::compare::pair_rounds(baseline, method, "step");
  REQUIRE(pairing.rounds.size() == 1);
  CHECK(pairing.rounds[0].round == 1);
  CHECK(pairing.rounds[0].baseline_ns == 10);
  CHECK(pairing.rounds[0].method_ns == 5);
  CHECK(pairing.unusable_count == 3);
  CHECK(pairing.unpaired_count == 2);
}

TEST_CASE("a ratio needs one round and its interval needs five", "[compare]") {
  CHECK_FALSE(tare::compare::time_ratio({}).has_value());
  CHECK_FALSE(tare::compare::interval_width_ratio({}).has_value());
  for (const int count : {1, 2, 4}) {
    CAPTURE(count);
    const auto result = tare::compare::time_ratio(noisy_rounds(count, 1, 2, 0, 1));
    REQUIRE(result.has_value());
    CHECK(std::abs(result->ratio - 2) < 1e-12);
    CHECK_FALSE(result->interval.has_value());
  }
  CHECK(tare::compare::time_ratio(noisy_rounds(5, 1, 2, 0.01, 1))->interval.has_value());
}

TEST_CASE("rounds against themselves have the ratio one and a one-point interval", "[compare]") {
  auto rounds = noisy_rounds(30, 3, 1, 0.05, 2);
  for (PairedRound& round : rounds) round.method_ns = round.baseline_ns;
  const TimeRatio result = tare::compare::time_ratio(rounds).value();
  CHECK(result.ratio == 1);
  CHECK(result.interval.value() == tare::compare::Interval{1, 1});
}

TEST_CASE("swapping baseline and method turns the ratio and its interval over", "[compare]") {
  const auto rounds = noisy_rounds(40, 2, 1.3, 0.03, 3);
  auto swapped = rounds;
  for (PairedRound& round : swapped) std::swap(round.baseline_ns, round.method_ns);
  const TimeRatio forth = tare::compare::time_ratio(rounds).value();
  const TimeRatio back = tare::compare::time_ratio(swapped).value();
  CHECK(std::abs(forth.ratio * back.ratio - 1) < 1e-12);
  CHECK(std::abs(forth.interval->low * back.interval->high - 1) < 1e-9);
  CHECK(std::abs(forth.interval->high * back.interval->low - 1) < 1e-9);
}

TEST_CASE("noise common to both sides of a round does not widen the interval", "[compare]") {
  auto rounds = noisy_rounds(60, 3, 1.2, 0.001, 4);
  const double quiet = tare::compare::interval_width_ratio(rounds).value();
  tare::random::Generator generator(5);
  for (PairedRound& round : rounds) {
    const double drift = std::exp(0.02 * generator.normal());
    round.baseline_ns *= drift;
    round.method_ns *= drift;
  }
  const double drifting = tare::compare::interval_width_ratio(rounds).value();
  CAPTURE(quiet, drifting);
  CHECK(drifting < 6 * quiet);
}

TEST_CASE("processes that differ widen the interval", "[compare]") {
  auto rounds = noisy_rounds(60, 3, 1, 0.005, 6);
  const double alike = tare::compare::interval_width_ratio(rounds).value();
  for (PairedRound& round : rounds) round.method_ns *= 1 + 0.02 * round.process;
  CHECK(tare::compare::interval_width_ratio(rounds).value() > 2 * alike);
}

TEST_CASE("the same seed gives the same bits", "[compare]") {
  const auto rounds = noisy_rounds(60, 3, 1.1, 0.02, 7);
  CHECK(tare::compare::time_ratio(rounds)->interval == tare::compare::time_ratio(rounds)->interval);
  CHECK(tare::compare::time_ratio(rounds, {.resamples = 10000, .seed = 8})->interval !=
        tare::compare::time_ratio(rounds)->interval);
}

TEST_CASE("a higher level gives a wider interval, also past the resamples' resolution", "[compare]") {
  const TimeRatio result = tare::compare::time_ratio(noisy_rounds(40, 1, 1.1, 0.02, 9)).value();
  tare::compare::Interval last = result.uncertainty.interval(0.95);
  for (const double level : {0.99, 0.999, 0.9999, 0.999999}) {
    CAPTURE(level);
    const tare::compare::Interval wide = result.uncertainty.interval(level);
    CHECK(wide.low < last.low);
    CHECK(wide.high > last.high);
    last = wide;
  }
  CHECK_FALSE(result.uncertainty.is_extrapolated(0.999));
  CHECK(result.uncertainty.is_extrapolated(0.999999));
}

TEST_CASE("two modes and a dependence between rounds are flagged", "[compare]") {
  auto rounds = noisy_rounds(60, 1, 1, 0.005, 10);
  CHECK_FALSE(tare::compare::time_ratio(rounds)->is_bimodal);
  CHECK_FALSE(tare::compare::time_ratio(rounds)->is_autocorrelated);
  auto stepped = rounds;
  for (std::size_t i = 0; i < stepped.size(); ++i) stepped[i].method_ns *= i % 3 == 0 ? 1.1 : 1;
  CHECK(tare::compare::time_ratio(stepped)->is_bimodal);
  auto drifting = rounds;
  for (std::size_t i = 0; i < drifting.size(); ++i) {
    drifting[i].method_ns *= 1 + 0.02 * std::sin(static_cast<double>(i) / 8);
  }
  CHECK(tare::compare::time_ratio(drifting)->is_autocorrelated);
}
