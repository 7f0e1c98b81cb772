// distribution: published table values.
#include "compare/distribution.hpp"

#include "catch.hpp"

#include <cmath>

namespace {
bool is_near(double a, double b, double tolerance) { return std::abs(a - b) <= tolerance; }
}  // namespace

TEST_CASE("quantiles are those of the printed tables", "[compare]") {
  CHECK(is_near(tare::compare::normal_quantile(0.975), 1.959963985, 1e-8));
  CHECK(is_near(tare::compare::normal_quantile(1e-6), -4.753424309, 1e-8));
  struct Row {
    double probability;
    double degrees_of_freedom;
    double expected;
  };
  for (const Row& row : {Row{0.975, 1, 12.7062047}, Row{0.975, 2, 4.30265273}, Row{0.975, 9, 2.26215716},
                         Row{0.995, 29, 2.75638590}, Row{0.025, 4, -2.77644511}, Row{0.5, 7, 0}}) {
    CAPTURE(row.probability, row.degrees_of_freedom);
    CHECK(is_near(tare::compare::student_quantile(row.probability, row.degrees_of_freedom), row.expected, 1e-6));
  }
}

TEST_CASE("a quantile undoes its probability", "[compare]") {
  for (const double t : {-30.0, -2.0, -0.1, 0.0, 0.7, 4.0}) {
    CAPTURE(t);
    CHECK(is_near(tare::compare::student_quantile(tare::compare::student_probability(t, 5), 5), t, 1e-6));
  }
}
