// The paper's 0/1 strings, written and read.
#include "parallelism/problem/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tare::parallelism {

std::string text_of(const Plan& plan) {
  std::string text;
  for (std::size_t level = 0; level < plan.level_count(); ++level) {
    if (level > 0) text += '/';
    for (const Split split : plan.level(level)) text += static_cast<char>('0' + static_cast<int>(split));
  }
  return text;
}

Result<Plan> plan_from(std::string_view text, std::size_t level_count, std::size_t layer_count) {
  const auto refuse = [&](const std::string& what) {
    return fail(ErrorKind::failed,
                fmt::format("plan \"{}\": {}, expected {} rows of {} digits 0, 1 or 2 with / between them", text, what,
                            level_count, layer_count),
                "bad_plan");
  };
  Plan plan(level_count, layer_count);
  std::size_t level = 0;
  while (!text.empty() || level < level_count) {
    const std::size_t end = std::min(text.find('/'), text.size());
    const std::string_view row = text.substr(0, end);
    if (level == level_count) return refuse(fmt::format("row {} is one too many", level + 1));
    if (row.size() != layer_count) return refuse(fmt::format("row {} has {} digits", level + 1, row.size()));
    for (std::size_t layer = 0; layer < layer_count; ++layer) {
      if (row[layer] < '0' || row[layer] > '2') return refuse(fmt::format("row {} has '{}'", level + 1, row[layer]));
      plan.set(level, layer, static_cast<Split>(row[layer] - '0'));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
    ++level;
  }
  return plan;
}

}  // namespace tare::parallelism
