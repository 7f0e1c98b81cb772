// Decoder-only transformers as chains, from their published sizes. Tokens are the batch, so every linear layer is an
// fc layer; attention and the gate's product have no weights and only change how many features go on.
#pragma once

#include "parallelism/problem/network.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace tare::parallelism {

struct Transformer {
  std::string_view name;
  std::uint64_t blocks;
  std::uint64_t width;      // of the residual stream
  std::uint64_t key_width;  // of all key heads together; below `width` where heads share keys
  std::uint64_t inner_width;
  std::uint64_t vocabulary;
  bool is_gated;  // up and gate are one layer of 2 * inner_width outputs
};

[[nodiscard]] std::span<const Transformer> transformers();
// qkv, proj, up, down for each block, then the language-model head. The embedding is a look-up and left out.
[[nodiscard]] Network chain_of(const Transformer& transformer);

}  // namespace tare::parallelism
