// Network files: what a right one becomes, and what each wrong one is told.
#include "parallelism/problem/network_file.hpp"

#include "base/file.hpp"
#include "problems.hpp"

#include <fmt/format.h>

#include <string>

namespace tare::parallelism {
namespace {

constexpr const char* kHead = "input = { channels = 3, height = 8, width = 8 }\n";

struct Wrong {
  const char* what;
  std::string text;
  const char* expected;
};

std::string layer(const char* name, const char* type, const char* input, const char* rest) {
  return fmt::format("[[layer]]\nname = \"{}\"\ntype = \"{}\"\ninput = \"{}\"\n{}\n", name, type, input, rest);
}

const std::vector<Wrong>& wrong_files() {
  static const std::vector<Wrong> kWrong = {
      {"mismatched features", kHead + layer("fc1", "fc", "input", "in = 100\nout = 4"),
       "net.toml:6:6: layer fc1 says in = 100, but the input gives 192 features (3 x 8 x 8)"},
      {"mismatched channels",
       kHead + layer("conv1", "conv", "input", "out = 4\nkernel = 3") +
           layer("conv2", "conv", "conv1", "in = 8\nout = 4\nkernel = 3"),
       "net.toml:12:6: layer conv2 says in = 8, but conv1 gives 4 channels (4 x 6 x 6)"},
      {"unknown input",
       kHead + layer("conv1", "conv", "input", "out = 4\nkernel = 3") + layer("fc1", "fc", "conv", "out = 4"),
       "net.toml:11:9: layer fc1 reads \"conv\", and no layer has that name; did you mean \"conv1\"?"},
      {"missing input", std::string(kHead) + "[[layer]]\nname = \"fc1\"\ntype = \"fc\"\nout = 4\n",
       "net.toml:2:1: layer fc1 has no \"input\", expected one"},
      {"zero outputs", kHead + layer("fc1", "fc", "input", "out = 0"),
       "net.toml:6:7: \"out\" is 0, expected at least 1"},
      {"negative kernel", kHead + layer("conv1", "conv", "input", "out = 4\nkernel = -3"),
       "net.toml:7:10: \"kernel\" is -3, expected at least 1"},
      {"zero stride", kHead + layer("conv1", "conv", "input", "out = 4\nkernel = 3\nstride = 0"),
       "net.toml:8:10: \"stride\" is 0, expected at least 1"},
      {"negative padding", kHead + layer("conv1", "conv", "input", "out = 4\nkernel = 3\npad = -1"),
       "net.toml:8:7: \"pad\" is -1, expected at least 0"},
      {"real outputs", kHead + layer("fc1", "fc", "input", "out = 4.5"),
       "net.toml:6:7: \"out\" is a real number, expected an integer"},
      {"outputs as text", kHead + layer("fc1", "fc", "input", "out = \"4\""),
       "net.toml:6:7: \"out\" is a string, expected an integer"},
      {"zero sides", "input = { channels = 3, height = 0, width = 8 }\n" + layer("fc1", "fc", "input", "out = 4"),
       "net.toml:1:34: \"height\" is 0, expected at least 1"},
      {"a kernel larger than its input", kHead + layer("conv1", "conv", "input", "out = 4\nkernel = 9"),
       "net.toml:2:1: layer conv1: a kernel of 9 does not fit the height of 8 (with padding 8), expected at most 8"},
      {"an unknown type", kHead + layer("a", "attention", "input", "out = 4"),
       "net.toml:4:8: layer a has the unknown type \"attention\", expected conv, fc, pool or free"},
      {"an unknown key", kHead + layer("conv1", "conv", "input", "out = 4\nkernal = 3\nkernel = 3"),
       "net.toml:7:1: unknown key \"kernal\" in a conv layer, expected name, type, input, in, out, kernel, stride, "
       "pad; "
       "did you mean \"kernel\"?"},
      {"a key of another type", kHead + layer("fc1", "fc", "input", "out = 4\npad = 3"),
       "net.toml:7:1: unknown key \"pad\" in a fc layer, expected name, type, input, in, out"},
      {"a branch",
       kHead + layer("a", "fc", "input", "out = 4") + layer("b", "fc", "a", "out = 4") +
           layer("c", "fc", "a", "out = 4"),
       "net.toml:15:9: layer c reads \"a\", which layer b reads already: a branch; expected a chain, in which each "
       "layer has one reader"},
      {"a join",
       kHead + layer("a", "fc", "input", "out = 4") +
           "[[layer]]\nname = \"b\"\ntype = \"fc\"\ninput = [\"a\", \"input\"]\nout = 4\n",
       "net.toml:10:9: \"input\" is a list, expected a string (a join of several layers is no chain)"},
      {"a cycle",
       kHead + layer("a", "fc", "input", "out = 4") + layer("b", "fc", "c", "out = 4") +
           layer("c", "fc", "b", "out = 4"),
       "net.toml:10:9: layer b reads itself in the end (b <- c <- b): a cycle; expected a chain from \"input\""},
      {"a layer that reads itself", kHead + layer("a", "fc", "a", "out = 4"),
       "net.toml:5:9: layer a reads itself in the end (a <- a): a cycle; expected a chain from \"input\""},
      {"a name twice", kHead + layer("a", "fc", "input", "out = 4") + layer("a", "fc", "a", "out = 4"),
       "net.toml:7:1: layer a is there already at line 2, expected a name of its own"},
      {"a layer called input", kHead + layer("input", "fc", "input", "out = 4"),
       "net.toml:2:1: a layer is called \"input\", which means the network's input; rename it"},
      {"no layer", kHead, "net.toml:1:1: no layers, expected a [[layer]] table for each"},
      {"no layer with weights", kHead + layer("p", "pool", "input", "kernel = 2"),
       "net.toml:1:1: the network has no conv or fc layer, expected at least one"},
      {"no input", layer("a", "fc", "input", "out = 4"),
       "net.toml:1:1: no input, expected input = { features = N } or { channels = N, height = N, width = N }"},
      {"an input of two kinds", "input = { features = 4, width = 4 }\n" + layer("a", "fc", "input", "out = 4"),
       "net.toml:1:9: the input has features and sides, expected one way"},
      {"weights beyond 2^53", "input = { features = 4294967296 }\n" + layer("a", "fc", "input", "out = 4294967296"),
       "net.toml:2:1: layer a: the number of weights is beyond 2^53 and could not be counted exactly, expected a "
       "smaller layer"},
      {"two mistakes", kHead + layer("a", "fc", "input", "out = 0") + layer("b", "fc", "a", "out = true"),
       "net.toml:6:7: \"out\" is 0, expected at least 1\nnet.toml:11:7: \"out\" is a boolean, expected an integer"},
  };
  return kWrong;
}

}  // namespace

TEST_CASE("each way of writing a network file wrong is told by place", "[parallelism]") {
  for (const Wrong& wrong : wrong_files()) {
    CAPTURE(wrong.what, wrong.text);
    const Result<Network> network = network_from_text(wrong.text, "net.toml");
    REQUIRE(!network.has_value());
    CHECK(network.error().kind == ErrorKind::failed);
    CHECK(network.error().reason == "bad_network");
    CHECK(network.error().message == wrong.expected);
  }
}

TEST_CASE("text that is no TOML is told by place", "[parallelism]") {
  const Result<Network> network = network_from_text("input = {\n\n[[layer", "net.toml");
  REQUIRE(!network.has_value());
  CHECK(network.error().message.starts_with("net.toml:1:10: "));
  const Result<Network> large =
      network_from_text(kHead + layer("a", "fc", "input", "out = 9223372036854775808"), "net.toml");
  REQUIRE(!large.has_value());
  CHECK(large.error().message.starts_with("net.toml:6:26: "));
}

TEST_CASE("LeNet as a file is the built-in network, whatever the order of its layers", "[parallelism]") {
  const std::string text = "input = { channels = 1, height = 28, width = 28 }\n" +
                           layer("fc2", "fc", "relu", "in = 500\nout = 10") +
                           layer("conv1", "conv", "input", "in = 1\nout = 20\nkernel = 5") +
                           layer("pool1", "pool", "conv1", "kernel = 2\nstride = 2") +
                           layer("conv2", "conv", "pool1", "in = 20\nout = 50\nkernel = 5") +
                           layer("pool2", "pool", "conv2", "kernel = 2\nstride = 2\nround = \"down\"") +
                           layer("relu", "free", "fc1", "") + layer("fc1", "fc", "pool2", "in = 800\nout = 500");
  const Result<Network> network = network_from_text(text, "lenet.toml");
  REQUIRE(network.has_value());
  const std::optional<Network> builtin = builtin_network("lenet-c");
  REQUIRE(builtin.has_value());
  REQUIRE(network->layers.size() == builtin->layers.size());
  CHECK(network->name == "lenet");
  for (std::size_t i = 0; i < builtin->layers.size(); ++i) {
    CAPTURE(i);
    CHECK(network->layers[i].name == builtin->layers[i].name);
    CHECK(network->layers[i].weight_count == builtin->layers[i].weight_count);
    CHECK(network->layers[i].input_count == builtin->layers[i].input_count);
    CHECK(network->layers[i].output_count == builtin->layers[i].output_count);
    CHECK(network->layers[i].output_mac_count == builtin->layers[i].output_mac_count);
    CHECK(network->layers[i].input_mac_count == builtin->layers[i].input_mac_count);
  }
}

TEST_CASE("a longer chain of free layers costs the same", "[parallelism]") {
  double expected = 0;
  for (int length = 0; length <= 20; length += 5) {
    std::string text = std::string(kHead) + layer("conv1", "conv", "input", "out = 4\nkernel = 3");
    std::string last = "conv1";
    for (int i = 0; i < length; ++i) {
      const std::string name = fmt::format("free{}", i);
      text += layer(name.c_str(), "free", last.c_str(), "");
      last = name;
    }
    text += layer("fc1", "fc", last.c_str(), "out = 100");
    const Result<Network> network = network_from_text(text, "net.toml");
    REQUIRE(network.has_value());
    const Result<Problem> problem = Problem::create(*network, Settings{});
    REQUIRE(problem.has_value());
    Plan plan(4, 2, Split::mp);
    plan.set(1, 0, Split::dp);
    const double bytes = tests::judged(*problem, plan).step.total_bytes();
    if (length == 0) expected = bytes;
    CHECK(bytes == expected);
  }
}

TEST_CASE("a free layer with outputs passes fewer features on and leaves what was computed", "[parallelism]") {
  const std::string text = "input = { features = 768 }\n" + layer("qkv", "fc", "input", "out = 2304") +
                           layer("attention", "free", "qkv", "out = 768") +
                           layer("proj", "fc", "attention", "in = 768\nout = 768");
  const Result<Network> network = network_from_text(text, "net.toml");
  REQUIRE(network.has_value());
  CHECK(network->layers[0].output_count == 2304);
  CHECK(network->layers[1].input_count == 768);
}

TEST_CASE("a chain of 100,000 layers is read", "[parallelism]") {
  std::string text = "input = { features = 8 }\n";
  std::string last = "input";
  for (int i = 0; i < 100'000; ++i) {
    const std::string name = fmt::format("l{}", i);
    text += fmt::format("[[layer]]\nname = \"{}\"\ntype = \"fc\"\ninput = \"{}\"\nout = 8\n", name, last);
    last = name;
  }
  const Result<Network> network = network_from_text(text, "net.toml");
  REQUIRE(network.has_value());
  CHECK(network->layers.size() == 100'000);
  CHECK(network->layers.back().name == "l99999");
}

TEST_CASE("a name that is neither built in nor a file says so", "[parallelism]") {
  const Result<Network> network = network_from_file("vgg-f");
  REQUIRE(!network.has_value());
  CHECK(network.error().message ==
        "network \"vgg-f\" is neither a built-in network nor a file; `tare show track parallelism` lists the built-in "
        "ones");
}

}  // namespace tare::parallelism
