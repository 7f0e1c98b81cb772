// The paper's networks, written as the layers that its figures imply (../README.md says how each was identified).
#include "parallelism/problem/builtin_networks.hpp"

#include "parallelism/problem/transformers.hpp"

#include <array>
#include <initializer_list>
#include <utility>

namespace tare::parallelism {
namespace {

// A step of a built-in network, in the order of the chain.
struct Step {
  enum class Kind : std::uint8_t { conv, fc, pool } kind = Kind::fc;
  std::string_view name = {};
  std::uint64_t out = 0;
  Window window = {};
};

constexpr Step conv(std::string_view name, std::uint64_t out, std::uint64_t kernel, std::uint64_t pad = 0,
                    std::uint64_t stride = 1) {
  return {Step::Kind::conv, name, out, {kernel, stride, pad, false}};
}
constexpr Step fc(std::string_view name, std::uint64_t out) { return {Step::Kind::fc, name, out, {}}; }
constexpr Step pool(std::uint64_t kernel, std::uint64_t stride, bool rounds_up = false) {
  return {Step::Kind::pool, {}, 0, {kernel, stride, 0, rounds_up}};
}

Network built(std::string_view name, Shape input, std::initializer_list<Step> steps) {
  NetworkBuilder builder(std::string(name), input);
  for (const Step& step : steps) {
    // Steps that do not fit would be a defect of this file, which the test "every built-in network builds" shows.
    Result<void> added;
    if (step.kind == Step::Kind::conv) added = builder.conv(std::string(step.name), step.out, step.window);
    if (step.kind == Step::Kind::fc) added = builder.fc(std::string(step.name), step.out);
    if (step.kind == Step::Kind::pool) added = builder.pool(step.window);
    if (!added) return {};
  }
  return std::move(builder).finish();
}

Network sfc(std::string_view name) {
  return built(name, {784, 1, 1}, {fc("fc1", 8192), fc("fc2", 8192), fc("fc3", 8192), fc("fc4", 10)});
}

Network sconv(std::string_view name) {
  return built(
      name, {1, 28, 28},
      {conv("conv1", 20, 5), conv("conv2", 50, 5), pool(2, 2), conv("conv3", 50, 5), conv("conv4", 10, 5), pool(2, 2)});
}

// Caffe, examples/mnist/lenet_train_test.prototxt.
Network lenet_c(std::string_view name) {
  return built(name, {1, 28, 28},
               {conv("conv1", 20, 5), pool(2, 2), conv("conv2", 50, 5), pool(2, 2), fc("fc1", 500), fc("fc2", 10)});
}

// Caffe, examples/cifar10/cifar10_quick_train_test.prototxt; its pooling rounds up: 16, 8, 4.
Network cifar_c(std::string_view name) {
  return built(name, {3, 32, 32},
               {conv("conv1", 32, 5, 2), pool(3, 2, true), conv("conv2", 32, 5, 2), pool(3, 2, true),
                conv("conv3", 64, 5, 2), pool(3, 2, true), fc("fc1", 64), fc("fc2", 10)});
}

// Sizes in and out as in the authors' later code (accpar-code): 224 -> 55 -> 27 -> 13 -> 13 -> 6. What AlexNet does by
// pooling before conv2 and conv3 stands there as a stride. `part` is 2 for one of the two GPUs' columns: only its bytes
// are those of the paper.
Network alexnet(std::string_view name, std::uint64_t part) {
  return built(name, {3, 224, 224},
               {conv("conv1", 96 / part, 11, 2, 4), conv("conv2", 256 / part, 5, 1, 2),
                conv("conv3", 384 / part, 3, 0, 2), conv("conv4", 384 / part, 3, 1), conv("conv5", 256 / part, 3, 1),
                pool(3, 2), fc("fc1", 4096 / part), fc("fc2", 4096 / part), fc("fc3", 1000)});
}

Network alexnet_half(std::string_view name) { return alexnet(name, 2); }
Network alexnet_full(std::string_view name) { return alexnet(name, 1); }

// arXiv:1409.1556, table 1.
struct Vgg {
  std::array<int, 5> convs;  // a block
  bool last_is_pointwise;    // VGG-C: the third conv of blocks 3 to 5 is 1x1
};

Network vgg(std::string_view name, const Vgg& shape) {
  constexpr std::array<std::array<std::string_view, 4>, 5> kNames = {{{"conv1_1", "conv1_2"},
                                                                      {"conv2_1", "conv2_2"},
                                                                      {"conv3_1", "conv3_2", "conv3_3", "conv3_4"},
                                                                      {"conv4_1", "conv4_2", "conv4_3", "conv4_4"},
                                                                      {"conv5_1", "conv5_2", "conv5_3", "conv5_4"}}};
  constexpr std::array<std::uint64_t, 5> kChannels = {64, 128, 256, 512, 512};
  NetworkBuilder builder(std::string(name), {3, 224, 224});
  for (std::size_t block = 0; block < kNames.size(); ++block) {
    for (int i = 0; i < shape.convs[block]; ++i) {
      const bool is_pointwise = shape.last_is_pointwise && i == 2;
      const Window window = is_pointwise ? Window{1, 1, 0, false} : Window{3, 1, 1, false};
      const std::string layer(kNames[block][static_cast<std::size_t>(i)]);
      if (!builder.conv(layer, kChannels[block], window)) return {};
    }
    if (!builder.pool({2, 2, 0, false})) return {};
  }
  for (const Step& step : {fc("fc1", 4096), fc("fc2", 4096), fc("fc3", 1000)}) {
    if (!builder.fc(std::string(step.name), step.out)) return {};
  }
  return std::move(builder).finish();
}

Network vgg_a(std::string_view name) { return vgg(name, {{1, 1, 2, 2, 2}, false}); }
Network vgg_b(std::string_view name) { return vgg(name, {{2, 2, 2, 2, 2}, false}); }
Network vgg_c(std::string_view name) { return vgg(name, {{2, 2, 3, 3, 3}, true}); }
Network vgg_d(std::string_view name) { return vgg(name, {{2, 2, 3, 3, 3}, false}); }
Network vgg_e(std::string_view name) { return vgg(name, {{2, 2, 4, 4, 4}, false}); }

struct Builtin {
  std::string_view name;
  Network (*build)(std::string_view name);
};

constexpr std::array<Builtin, 11> kBuiltins = {{{"sfc", sfc},
                                                {"sconv", sconv},
                                                {"lenet-c", lenet_c},
                                                {"cifar-c", cifar_c},
                                                {"alexnet-half", alexnet_half},
                                                {"vgg-a", vgg_a},
                                                {"vgg-b", vgg_b},
                                                {"vgg-c", vgg_c},
                                                {"vgg-d", vgg_d},
                                                {"vgg-e", vgg_e},
                                                {"alexnet", alexnet_full}}};

}  // namespace

std::vector<std::string> builtin_network_names() {
  std::vector<std::string> names;
  for (const Builtin& builtin : kBuiltins) names.emplace_back(builtin.name);
  for (const Transformer& transformer : transformers()) names.emplace_back(transformer.name);
  return names;
}

std::optional<Network> builtin_network(std::string_view name) {
  for (const Builtin& builtin : kBuiltins) {
    if (builtin.name == name) return builtin.build(name);
  }
  for (const Transformer& transformer : transformers()) {
    if (transformer.name == name) return chain_of(transformer);
  }
  return std::nullopt;
}

}  // namespace tare::parallelism
