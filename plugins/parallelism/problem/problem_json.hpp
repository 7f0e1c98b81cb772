// The problem and its plans as JSON documents: the track's ingredient and a case's artifact. Their shapes are listed in
// README.md beside this file. Holds the track's only use of nlohmann-json.
#pragma once

#include "parallelism/problem/problem.hpp"

#include <string>

namespace tare::parallelism {

inline constexpr const char* kProblemIngredient = "problem";

[[nodiscard]] std::string json_of(const Problem& problem);
[[nodiscard]] std::string json_of(const Problem& problem, const Plan& plan);

}  // namespace tare::parallelism
