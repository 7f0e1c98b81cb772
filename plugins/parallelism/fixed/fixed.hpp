// A plan given in the suite, for exploring a space by its parameters: a list of values becomes an axis.
// Searches nothing.
#pragma once

#include "parallelism/problem/method.hpp"

#include <array>
#include <string>

namespace tare::parallelism {

struct FixedParams {
  std::string plan;                 // "dp", "mp", or the paper's rows: "0011/0010/0000/0011"
  std::array<std::string, 2> sets;  // "H1=0011" sets a level's row, "fc1=0011" a layer's column; "" sets nothing
};

class Fixed final : public Planner {
 public:
  explicit Fixed(FixedParams params) : params_(std::move(params)) {}

  [[nodiscard]] static std::vector<ParamSpec> params();
  [[nodiscard]] static Result<std::unique_ptr<Planner>> make(const Params& params);

  Result<Plan> plan(const Problem& problem, std::uint64_t seed) override;

 private:
  FixedParams params_;
};

}  // namespace tare::parallelism
