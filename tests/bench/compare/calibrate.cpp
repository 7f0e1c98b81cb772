// Prints how often the intervals and verdicts of core/compare are right on simulated rounds: the table that
// core/decisions/2026-12-01-ratio-intervals.md is made from.
// Usage: calibrate [trials]. The same number of trials gives the same table on every machine.
#include "alternatives.hpp"
#include "simulated_rounds.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

namespace {

using tare::test::Rates;
using tare::test::Scenario;
using tare::test::Shape;

int failures = 0;

double per_cent(double share) { return 100 * share; }

// Prints a requirement beside its result and remembers whether it held.
const char* judged(double share, double least_share) {
  const bool holds = share >= least_share;
  if (!holds) ++failures;
  return holds ? "yes" : "NO";
}

// Noise at which the interval of `round_count` rounds is about as wide as the rule wants, so that the rule decides:
// a median of n normal values has a standard error of 1.2533 s / sqrt(n).
double noise_at_stop(int round_count, double width_ratio) {
  return width_ratio / (2 * 1.96) / 1.2533 * std::sqrt(round_count / 2.0);
}

void print_coverage(int trials) {
  fmt::print(
      "| noise | common | rule | rounds at most | mean rounds | coverage % | width % | bimodal flag % | >= 93 % |\n"
      "|---|---|---|---|---|---|---|---|---|\n");
  for (const Shape shape : {Shape::normal, Shape::log_normal, Shape::bimodal}) {
    for (const double common_ratio : {0.0, 0.05}) {
      for (const bool has_rule : {false, true}) {
        for (const int round_count : {10, 30, 100}) {
          Scenario scenario{.shape = shape, .common_ratio = common_ratio, .round_count = round_count};
          if (has_rule) {
            scenario.stop_width_ratio = 0.008;
            scenario.noise_ratio = noise_at_stop(round_count, 0.008);
            // Noise that both sides share makes the medians' ratio noisier; less of it lets the rule stop here too.
            if (common_ratio > 0) {
              scenario.noise_ratio *= 0.6;
              scenario.common_ratio = 2.5 * scenario.noise_ratio;
            }
          }
          const Rates rates = tare::test::rates_of(scenario, trials, 1);
          fmt::print("| {} | {} | {} | {} | {:.1f} | {:.1f} | {:.2f} | {:.1f} | {} |\n",
                     tare::test::kShapeNames[static_cast<std::size_t>(shape)], common_ratio > 0 ? "yes" : "no",
                     has_rule ? "on" : "off", round_count, rates.round_count, per_cent(rates.coverage),
                     per_cent(rates.width_ratio), per_cent(rates.bimodal), judged(rates.coverage, 0.93));
          std::fflush(stdout);
        }
      }
    }
  }
}

void print_autocorrelation(int trials) {
  fmt::print("\n| lag one | rule | rounds | coverage % | flagged % | required |\n|---|---|---|---|---|---|\n");
  for (const double lag_one : {0.0, 0.3, 0.5, 0.8}) {
    for (const bool has_rule : {false, true}) {
      for (const int round_count : {10, 30, 100}) {
        Scenario scenario{.lag_one = lag_one, .round_count = round_count};
        if (has_rule) {
          scenario.stop_width_ratio = 0.008;
          scenario.noise_ratio = noise_at_stop(round_count, 0.008);
        }
        const Rates rates = tare::test::rates_of(scenario, trials, 2);
        const bool is_required = lag_one == 0.5 && round_count == 30;
        fmt::print("| {} | {} | {} | {:.1f} | {:.1f} | {} |\n", lag_one, has_rule ? "on" : "off", round_count,
                   per_cent(rates.coverage), per_cent(rates.autocorrelated),
                   is_required ? fmt::format(">= 90 %: {}", judged(rates.coverage, 0.90)) : "");
        std::fflush(stdout);
      }
    }
  }
}

void print_verdicts(int trials) {
  struct Row {
    const char* name;
    double true_ratio;
    int round_count;
    int process_count;
    double noise_ratio;
    double required;  // of the verdict, or of its absence; 0: shown only
  };
  fmt::print(
      "\n| case | rounds at most | processes | noise % | better or worse % | required |\n|---|---|---|---|---|---|\n");
  for (const Row& row : {Row{"no difference", 1, 20, 1, 0.02, 0.95}, Row{"no difference", 1, 40, 1, 0.02, 0.95},
                         Row{"no difference", 1, 20, 3, 0.02, 0.95}, Row{"no difference", 1, 60, 3, 0.005, 0.95},
                         Row{"no difference", 1, 60, 3, 0.05, 0.95}, Row{"4 %", 1.04, 20, 1, 0.02, 0.95},
                         Row{"3 %", 1.03, 40, 1, 0.02, 0.90}, Row{"4 %", 1.04, 20, 3, 0.02, 0},
                         Row{"3 %", 1.03, 40, 3, 0.02, 0}, Row{"4 %", 1.04, 60, 3, 0.02, 0.95}}) {
    const Scenario scenario{.noise_ratio = row.noise_ratio,
                            .true_ratio = row.true_ratio,
                            .round_count = row.round_count,
                            .process_count = row.process_count,
                            .stop_width_ratio = 0.008};
    const Rates rates = tare::test::rates_of(scenario, trials, 3);
    const bool is_false = row.true_ratio == 1;
    std::string required;
    if (row.required > 0) {
      required =
          fmt::format("{} {:.0f} %: {}", is_false ? "<=" : ">=", per_cent(is_false ? 1 - row.required : row.required),
                      judged(is_false ? 1 - rates.decided : rates.decided, row.required));
    }
    fmt::print("| {} | {} | {} | {:.1f} | {:.1f} | {} |\n", row.name, row.round_count, row.process_count,
               per_cent(row.noise_ratio), per_cent(rates.decided), required);
    std::fflush(stdout);
  }
}

void print_processes(int trials) {
  fmt::print("\n| processes | spread between % | rounds | coverage % | false verdicts % |\n|---|---|---|---|---|\n");
  for (const int process_count : {3, 5, 10}) {
    for (const double process_ratio : {0.0, 0.002, 0.005, 0.01}) {
      const Scenario scenario{.noise_ratio = 0.005,
                              .process_ratio = process_ratio,
                              .true_ratio = 1,
                              .round_count = 60,
                              .process_count = process_count};
      const Rates rates = tare::test::rates_of(scenario, trials, 4);
      fmt::print("| {} | {:.1f} | 60 | {:.1f} | {:.1f} |\n", process_count, per_cent(process_ratio),
                 per_cent(rates.coverage), per_cent(rates.decided));
      std::fflush(stdout);
    }
  }
}

void print_speed() {
  tare::random::Generator generator(5);
  const auto rounds = tare::test::simulated_rounds({.round_count = 180, .process_count = 3}, generator);
  constexpr int kRepeats = 20;
  double sum = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kRepeats; ++i) sum += tare::compare::time_ratio(rounds)->ratio;
  const auto middle = std::chrono::steady_clock::now();
  for (int i = 0; i < kRepeats; ++i) sum += tare::compare::interval_width_ratio(rounds).value_or(0);
  const auto end = std::chrono::steady_clock::now();
  const auto ms = [](auto duration) { return std::chrono::duration<double, std::milli>(duration).count() / kRepeats; };
  fmt::print(
      "\n3 x 60 rounds: 10,000 resamples in {:.1f} ms, the adaptive stop's check in {:.1f} ms (checksum {:.3f})\n",
      ms(middle - start), ms(end - middle), sum);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const int trials = argc > 1 ? std::atoi(argv[1]) : 1000;
    if (trials < 1) {
      fmt::print(stderr, "usage: calibrate [trials], with at least 1 trial\n");
      return 2;
    }
    print_coverage(trials);
    print_autocorrelation(trials);
    print_verdicts(trials);
    print_processes(trials);
    tare::bench::print_alternatives(trials);
    print_speed();
    fmt::print("\n{} requirements failed\n", failures);
    return failures == 0 ? 0 : 1;
  } catch (const std::exception& problem) {
    fmt::print(stderr, "calibrate: {}\n", problem.what());
    return 2;
  }
}
