// The model's numbers for the paper's ten networks, to the digits that shared notes on the paper print
// (plugins/parallelism/README.md, "How well the paper comes out"). A change of any digit is a change of the model.
#include "parallelism/accpar/accpar.hpp"
#include "parallelism/data-parallel/data_parallel.hpp"
#include "parallelism/hypar-exact/hypar_exact.hpp"
#include "parallelism/hypar/hypar.hpp"
#include "parallelism/model-parallel/model_parallel.hpp"
#include "parallelism/one-weird-trick/one_weird_trick.hpp"

#include "problems.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>

namespace tare::parallelism {
namespace {

Evaluation outcome_of(const Problem& problem, Planner&& planner) {
  REQUIRE(planner.prepare(problem).has_value());
  const Result<Plan> plan = planner.plan(problem, 0);
  REQUIRE(plan.has_value());
  return tests::judged(problem, *plan);
}

// A value with as many decimals as the expected text has: ".723", "16.89", "251".
std::string printed_like(std::string_view expected, double value) {
  const std::size_t point = expected.find('.');
  const std::size_t decimals = point == std::string_view::npos ? 0 : expected.size() - point - 1;
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (expected.front() == '.') text.erase(0, 1);
  return text;
}

struct Numbers {
  const char* network;
  const char* weights;
  // GB of a step, N = 16, batch 256.
  const char* dp;
  const char* mp;
  const char* trick;
  const char* hypar;
  const char* optimum;
  const char* three_types;
  // Over dp, MACs counted on the input side.
  const char* trick_gain;
  const char* hypar_gain;
};

// AlexNet's mp figure is that of the sizes 224, 55, 27, 13, 13, 6; with pooling before conv2 and conv3 it would
// be 4.30.
constexpr std::array<Numbers, 10> kNumbers = {{
    {"sfc", "140722176", "16.89", ".806", ".806", ".723", ".723", ".223", "20.01", "22.19"},
    {"sconv", "100500", ".01206", ".601", ".01206", ".01206", ".01206", ".01206", "1.00", "1.00"},
    {"lenet-c", "430500", ".05166", ".137", ".0214", ".0156", ".0156", ".0133", "2.34", "3.14"},
    {"cifar-c", "145376", ".01745", ".372", ".0140", ".01254", ".01251", ".0125", "1.20", "1.31"},
    {"alexnet-half", "16624656", "1.995", "10.26", ".2878", ".2867", ".2867", ".212", "3.28", "3.29"},
    {"vgg-a", "132851392", "15.94", "93.2", "1.457", "1.408", "1.408", "1.286", "4.99", "5.06"},
    {"vgg-b", "133035712", "15.96", "251", "1.479", "1.431", "1.431", "1.308", "4.08", "4.12"},
    {"vgg-c", "133625536", "16.04", "294", "1.550", "1.550", "1.550", "1.440", "3.95", "3.95"},
    {"vgg-d", "138344128", "16.60", "294", "2.116", "2.068", "2.068", "1.945", "3.22", "3.24"},
    {"vgg-e", "143652544", "17.24", "337", "2.753", "2.705", "2.705", "2.582", "2.73", "2.75"},
}};

double gigabytes(const Evaluation& evaluation) { return evaluation.step.total_bytes() / 1e9; }

}  // namespace

TEST_CASE("every method's bytes on the paper's networks keep their digits", "[parallelism]") {
  for (const Numbers& row : kNumbers) {
    CAPTURE(row.network);
    const Problem problem = tests::problem_of(row.network);
    CHECK(printed_like(row.dp, gigabytes(outcome_of(problem, DataParallel()))) == row.dp);
    CHECK(printed_like(row.mp, gigabytes(outcome_of(problem, ModelParallel()))) == row.mp);
    CHECK(printed_like(row.trick, gigabytes(outcome_of(problem, OneWeirdTrick()))) == row.trick);
    CHECK(printed_like(row.hypar, gigabytes(outcome_of(problem, Hypar()))) == row.hypar);
    CHECK(printed_like(row.optimum, gigabytes(outcome_of(problem, HyparExact()))) == row.optimum);
    CHECK(printed_like(row.three_types, gigabytes(outcome_of(problem, Accpar()))) == row.three_types);
  }
}

TEST_CASE("every network has the paper's number of weights", "[parallelism]") {
  for (const Numbers& row : kNumbers) {
    CAPTURE(row.network);
    std::uint64_t weights = 0;
    const Problem problem = tests::problem_of(row.network);
    for (const Layer& layer : problem.network().layers) weights += layer.weight_count;
    CHECK(std::to_string(weights) == row.weights);
  }
}

TEST_CASE("speed-ups over data parallelism keep their digits", "[parallelism]") {
  Settings settings;
  settings.macs = MacSide::input;
  for (const Numbers& row : kNumbers) {
    CAPTURE(row.network);
    const Problem problem = tests::problem_of(row.network, settings);
    const double dp_time_s = outcome_of(problem, DataParallel()).step_time_s;
    CHECK(printed_like(row.trick_gain, dp_time_s / outcome_of(problem, OneWeirdTrick()).step_time_s) == row.trick_gain);
    const Evaluation hypar = outcome_of(problem, Hypar());
    CHECK(printed_like(row.hypar_gain, dp_time_s / hypar.step_time_s) == row.hypar_gain);
    CHECK(hypar.h_tree_gain_ratio == Approx(dp_time_s / hypar.step_time_s).epsilon(1e-12));
  }
}

TEST_CASE("the time law turns the paper's own bytes into its own speed-ups", "[parallelism]") {
  // Figure 8's GB for mp, dp and HyPar; figure 6's geometric means are 3.39 and 0.241.
  constexpr std::array<std::array<double, 3>, 10> kGigabytes = {{{.723, 16.9, .681},
                                                                 {.480, .0121, .0121},
                                                                 {.112, .0517, .0161},
                                                                 {.206, .0174, .0135},
                                                                 {13.0, 2.00, .289},
                                                                 {50.1, 15.9, 1.47},
                                                                 {134, 16.0, 1.47},
                                                                 {157, 16.0, 1.58},
                                                                 {157, 16.6, 2.13},
                                                                 {180, 17.2, 2.76}}};
  Settings settings;
  settings.macs = MacSide::input;
  double log_hypar = 0;
  double log_mp = 0;
  for (std::size_t i = 0; i < tests::kTen.size(); ++i) {
    const Problem problem = tests::problem_of(tests::kTen[i], settings);
    const double compute_time_s = outcome_of(problem, DataParallel()).compute_time_s;
    const auto time_s = [&](double gigabytes) { return compute_time_s + gigabytes * 1e9 / 200e6; };
    log_mp += std::log(time_s(kGigabytes[i][1]) / time_s(kGigabytes[i][0]));
    log_hypar += std::log(time_s(kGigabytes[i][1]) / time_s(kGigabytes[i][2]));
  }
  CHECK(printed_like("3.391", std::exp(log_hypar / 10)) == "3.391");
  CHECK(printed_like(".2412", std::exp(log_mp / 10)) == ".2412");
}

TEST_CASE("VGG-E scales as figure 11 says", "[parallelism]") {
  constexpr std::array<const char*, 7> kDp = {"1.00", "1.95", "3.47", "4.66", "3.93", "2.34", "1.22"};
  constexpr std::array<const char*, 7> kHypar = {"1.00", "1.99", "3.90", "7.17", "10.79", "11.07", "8.33"};
  for (std::uint32_t levels = 0; levels < kDp.size(); ++levels) {
    CAPTURE(levels);
    Settings settings;
    settings.macs = MacSide::input;
    settings.levels = levels;
    const Problem problem = tests::problem_of("vgg-e", settings);
    CHECK(printed_like(kDp[levels], outcome_of(problem, DataParallel()).scaling_gain_ratio) == kDp[levels]);
    CHECK(printed_like(kHypar[levels], outcome_of(problem, Hypar()).scaling_gain_ratio) == kHypar[levels]);
  }
}

TEST_CASE("multiply-accumulates are those of the networks, or of the paper's figures by the input side",
          "[parallelism]") {
  struct Macs {
    const char* network;
    double output_millions;
    double input_millions;
    double within;
  };
  constexpr std::array<Macs, 9> kMacs = {{{"sfc", 140.7, 140.7, .05},
                                          {"sconv", 12.6, 21.49, .05},
                                          {"lenet-c", 2.29, 4.397, .005},
                                          {"alexnet-half", 311, 1609, .5},
                                          {"vgg-a", 7609, 7609, .5},
                                          {"vgg-b", 11310, 11310, 5},
                                          {"vgg-c", 11770, 11770, 5},
                                          {"vgg-d", 15470, 15470, 5},
                                          {"vgg-e", 19630, 19630, 5}}};
  for (const Macs& row : kMacs) {
    CAPTURE(row.network);
    Settings settings;
    CHECK(tests::problem_of(row.network, settings).macs_per_sample() / 1e6 ==
          Approx(row.output_millions).margin(row.within));
    settings.macs = MacSide::input;
    CHECK(tests::problem_of(row.network, settings).macs_per_sample() / 1e6 ==
          Approx(row.input_millions).margin(row.within));
  }
}

}  // namespace tare::parallelism
