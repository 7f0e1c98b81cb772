// The table of published sizes and the rule that turns one line of it into a chain.
#include "parallelism/problem/transformers.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace tare::parallelism {
namespace {

// GPT-2: Radford et al. 2019, table 2. GPT-3: arXiv:2005.14165, table 2.1. LLaMA: arXiv:2302.13971, table 2.
// LLaMA 2: arXiv:2307.09288 (70b shares keys among 8 groups of heads of 128). LLaMA 3: arXiv:2407.21783, table 3.
constexpr std::array<Transformer, 12> kTransformers = {{
    {"gpt2", 12, 768, 768, 3072, 50257, false},
    {"gpt2-medium", 24, 1024, 1024, 4096, 50257, false},
    {"gpt2-large", 36, 1280, 1280, 5120, 50257, false},
    {"gpt2-xl", 48, 1600, 1600, 6400, 50257, false},
    {"gpt3-175b", 96, 12288, 12288, 49152, 50257, false},
    {"llama-7b", 32, 4096, 4096, 11008, 32000, true},
    {"llama-13b", 40, 5120, 5120, 13824, 32000, true},
    {"llama-33b", 60, 6656, 6656, 17920, 32000, true},
    {"llama-65b", 80, 8192, 8192, 22016, 32000, true},
    {"llama-2-70b", 80, 8192, 1024, 28672, 32000, true},
    {"llama-3-8b", 32, 4096, 1024, 14336, 128256, true},
    {"llama-3-70b", 80, 8192, 1024, 28672, 128256, true},
}};

}  // namespace

std::span<const Transformer> transformers() { return kTransformers; }

Network chain_of(const Transformer& transformer) {
  NetworkBuilder builder(std::string(transformer.name), {transformer.width, 1, 1});
  // Sizes of this table are far below the builder's limit; the test "every built-in network builds" would show it.
  const auto add = [&builder](std::string name, std::uint64_t out) {
    [[maybe_unused]] const Result<void> added = builder.fc(std::move(name), out);
  };
  for (std::uint64_t block = 1; block <= transformer.blocks; ++block) {
    add(fmt::format("block{}.qkv", block), transformer.width + 2 * transformer.key_width);
    builder.free(transformer.width);
    add(fmt::format("block{}.proj", block), transformer.width);
    add(fmt::format("block{}.up", block), (transformer.is_gated ? 2 : 1) * transformer.inner_width);
    builder.free(transformer.inner_width);
    add(fmt::format("block{}.down", block), transformer.width);
  }
  add("head", transformer.vocabulary);
  return std::move(builder).finish();
}

}  // namespace tare::parallelism
