// A track's and a method's tables as people read them: parameters, metrics, ingredients, reasons.
#pragma once

#include "tare/description.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace tare::cli {

[[nodiscard]] std::string param_table(const std::vector<ParamSpec>& specs, std::size_t width);
[[nodiscard]] std::string metric_table(const std::vector<MetricSpec>& specs, std::size_t width);
[[nodiscard]] std::string ingredient_table(const std::vector<IngredientSpec>& specs, std::size_t width);
[[nodiscard]] std::string reason_table(const std::vector<ReasonSpec>& specs, std::size_t width);

}  // namespace tare::cli
