// The networks that need no file: the paper's ten, the full AlexNet, and chains of transformer blocks.
#pragma once

#include "parallelism/problem/network.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::parallelism {

// In the order of the paper's figures, then AlexNet, then the transformers.
[[nodiscard]] std::vector<std::string> builtin_network_names();
// None when no built-in network has that name.
[[nodiscard]] std::optional<Network> builtin_network(std::string_view name);

}  // namespace tare::parallelism
