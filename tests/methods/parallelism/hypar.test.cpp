// HyPar's published plans and bytes (arXiv:1901.02067, figures 5 and 8).
#include "parallelism/hypar/hypar.hpp"

#include "problems.hpp"

namespace tare::parallelism {
namespace {

Plan hypar_plan(const Problem& problem) {
  Hypar hypar;
  REQUIRE(hypar.prepare(problem).has_value());
  Result<Plan> plan = hypar.plan(problem, 0);
  REQUIRE(plan.has_value());
  return std::move(*plan);
}

struct Published {
  const char* network;
  const char* plan;
};

// Figure 5, rows H1 to H4. Cifar-c's published second row is 00010: there the model chooses mp for fc1, by 86,016
// against 131,072 elements, and nothing else differs.
constexpr std::array<Published, 10> kFigure5 = {{
    {"sfc", "1111/1111/0111/1111"},
    {"sconv", "0000/0000/0000/0000"},
    {"lenet-c", "0011/0010/0000/0011"},
    {"cifar-c", "00000/00010/00010/00111"},
    {"alexnet-half", "00000111/00000111/00000111/00000100"},
    {"vgg-a", "00000000111/00000000111/00000000111/00000001111"},
    {"vgg-b", "0000000000111/0000000000111/0000000000111/0000000001111"},
    {"vgg-c", "0000000000000111/0000000000000111/0000000000000111/0000000000000111"},
    {"vgg-d", "0000000000000111/0000000000000111/0000000000000111/0000000000001111"},
    {"vgg-e", "0000000000000000111/0000000000000000111/0000000000000000111/0000000000000001111"},
}};

}  // namespace

TEST_CASE("hypar's plans are those of figure 5", "[parallelism]") {
  for (const Published& row : kFigure5) {
    CAPTURE(row.network);
    CHECK(text_of(hypar_plan(tests::problem_of(row.network))) == row.plan);
  }
}

TEST_CASE("algorithm 2 answers the bytes that the evaluator counts", "[parallelism]") {
  for (const std::string_view network : tests::kTen) {
    CAPTURE(network);
    const Problem problem = tests::problem_of(network);
    PartitionWorkspace workspace(problem);
    Plan plan(problem.level_count(), problem.layer_count());
    const double com = hierarchical_partition(problem, workspace, plan);
    CHECK(com == tests::judged(problem, plan).step.total_bytes());
  }
}

}  // namespace tare::parallelism
