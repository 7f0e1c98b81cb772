// What a sound suite becomes, table by table.
#include "demo.hpp"

#include "base/digest.hpp"
#include "catch.hpp"
#include "suite/render.hpp"

namespace tare::suite {
namespace {

// The one suite of a text without problems; a finding fails the test with its text.
model::Suite sound(const std::string& text) {
  Loaded loaded = load_text(text);
  INFO(render(loaded.findings, loaded.texts, false));
  REQUIRE(loaded.set.has_value());
  REQUIRE(loaded.set->suites.size() == 1);
  return loaded.set->suites.front();
}

std::string suite_with(const std::string& tables) { return std::string(kHead) + tables + kMethods; }

}  // namespace

TEST_CASE("the smallest suite has one method, which is its own baseline, and the defaults", "[suite]") {
  const model::Suite suite = sound(std::string(kHead) + "[[method]]\nname = \"fast\"\n");
  CHECK(suite.name == "s");
  CHECK(suite.track == "demo");
  CHECK(suite.path == "a.toml");
  CHECK(suite.folder == "/suites");
  REQUIRE(suite.methods.size() == 1);
  CHECK(suite.methods[0].is_baseline);
  CHECK(suite.methods[0].plugin == "fast");
  CHECK(suite.seeds == std::vector<std::uint64_t>{0});
  CHECK(suite.devices == std::vector<std::string>{"cpu"});
  CHECK(suite.timing.is_on);
  CHECK(suite.limits.time_s == 600);
}

TEST_CASE("a set keeps the outer file's text and a digest over all texts", "[suite]") {
  const std::string text = suite_with("");
  const Loaded loaded = load_text(text);
  REQUIRE(loaded.set.has_value());
  CHECK(loaded.set->text == text);
  CHECK(loaded.set->path == "a.toml");
  CHECK(loaded.set->digest.size() == 64);
  CHECK(loaded.set->digest != load_text(text + "# a comment\n").set->digest);
}

TEST_CASE("workload values are numbers in the described unit, and files carry path and digest", "[suite]") {
  const model::Suite suite = sound(suite_with(R"([workload]
batch = 32
bandwidth = "10 MB/s"
latency = "5 ms"
buffer = "4 KiB"
sparsity = 1
topology = "torus"
overlap = true
network = "nets/small.toml"
)"));
  CHECK(suite.workload.at("batch").value == 32);
  CHECK(suite.workload.at("bandwidth").value == 1e7);
  CHECK(suite.workload.at("latency").value == 0.005);
  CHECK(suite.workload.at("buffer").value == 4096);
  CHECK(suite.workload.at("buffer").value.is_number_integer());
  CHECK(suite.workload.at("sparsity").value.is_number_float());
  CHECK(suite.workload.at("topology").value == "torus");
  CHECK(suite.workload.at("overlap").value == true);
  const model::SuiteValue& network = suite.workload.at("network");
  CHECK(network.value == "nets/small.toml");
  CHECK(network.file_path == "/suites/nets/small.toml");
  CHECK(network.file_digest == digest::of_text("layers"));
}

TEST_CASE("a named choice of a file value is no file", "[suite]") {
  const model::Suite suite = sound(suite_with("[workload]\nnetwork = \"vgg-a\"\n"));
  CHECK(suite.workload.at("network").value == "vgg-a");
  CHECK(suite.workload.at("network").file_path.empty());
}

TEST_CASE("matrix gives an axis a key in file order, zip one axis of several keys", "[suite]") {
  const model::Suite suite = sound(suite_with(R"([matrix]
topology = ["torus", "h-tree"]
batch = [32, 64, 128]
[[zip]]
network = ["lenet", "vgg-a"]
levels = [1, 2]
[[zip]]
sparsity = [0.5, 0.9]
latency = ["1 ms", "2 ms"]
)"));
  REQUIRE(suite.axes.size() == 4);
  CHECK(suite.axes[0].keys == std::vector<std::string>{"topology"});
  CHECK(suite.axes[0].rows.size() == 2);
  CHECK(suite.axes[1].keys == std::vector<std::string>{"batch"});
  CHECK(suite.axes[1].rows[2][0].value == 128);
  CHECK(suite.axes[2].keys == std::vector<std::string>{"network", "levels"});
  CHECK(suite.axes[2].rows[1][0].value == "vgg-a");
  CHECK(suite.axes[2].rows[1][1].value == 2);
  CHECK(suite.axes[3].rows[1][1].value == 0.002);
}

TEST_CASE("a single [zip] and a single [exclude] are accepted", "[suite]") {
  const model::Suite suite =
      sound(suite_with("[zip]\nbatch = [1, 2]\nlevels = [3, 4]\n[exclude]\nlevels = 4\nmethod = \"fast\"\n"));
  CHECK(suite.axes.size() == 1);
  REQUIRE(suite.exclusions.size() == 1);
  CHECK(suite.exclusions[0].values.at("levels") == std::vector<Json>{4});
  CHECK(suite.exclusions[0].values.at("method") == std::vector<Json>{"fast"});
}

TEST_CASE("exclusions name workload values with units, lists, devices, seeds and labels", "[suite]") {
  const model::Suite suite =
      sound(std::string("seeds = [1, 2]\ndevice = [\"cpu\", \"cuda\"]\n") + suite_with(R"([matrix]
latency = ["1 ms", "2 ms", "3 ms"]
[[exclude]]
latency = ["1 ms", 0.002]
device = "cuda"
seed = 2
)"));
  REQUIRE(suite.exclusions.size() == 1);
  CHECK(suite.exclusions[0].values.at("latency") == std::vector<Json>{0.001, 0.002});
  CHECK(suite.exclusions[0].values.at("device") == std::vector<Json>{"cuda"});
  CHECK(suite.exclusions[0].values.at("seed") == std::vector<Json>{2});
}

TEST_CASE("a method has a label, a plugin, parameters, axes and variables of its own", "[suite]") {
  const model::Suite suite = sound(std::string(kHead) + R"([[method]]
name = "base"
baseline = true
[[method]]
name = "deep"
plugin = "fast"
params = { depth = [3, 5, 9], rule = "prev" }
environment = { OMP_NUM_THREADS = "1" }
)");
  REQUIRE(suite.methods.size() == 2);
  const model::SuiteMethod& deep = suite.methods[1];
  CHECK(deep.label == "deep");
  CHECK(deep.plugin == "fast");
  CHECK_FALSE(deep.is_baseline);
  REQUIRE(deep.axes.size() == 1);
  CHECK(deep.axes[0].rows.size() == 3);
  CHECK(deep.params.at("rule").value == "prev");
  CHECK(deep.environment.at("OMP_NUM_THREADS") == "1");
}

TEST_CASE("an exec method is asked what it is and joins the catalogue under its own name", "[suite]") {
  const Loaded loaded =
      load_text(suite_with("") +
                "[[method]]\nname = \"rival\"\nexec = [\"python3\", \"peer.py\"]\nparams = { width = [8, 16] }\n");
  INFO(render(loaded.findings, loaded.texts, false));
  REQUIRE(loaded.set.has_value());
  const model::SuiteMethod& rival = loaded.set->suites[0].methods[2];
  CHECK(rival.command == std::vector<std::string>{"python3", "peer.py"});
  CHECK(rival.plugin == "peer");
  CHECK(rival.command_digest == "digest-of-peer.py");
  CHECK(rival.axes.size() == 1);
  const model::Catalog catalog = with_exec_methods(demo_catalog(), loaded);
  REQUIRE(catalog.method("demo", "peer") != nullptr);
  CHECK(catalog.method("demo", "peer")->digest == "digest-of-peer.py");
}

TEST_CASE("seeds, device and include may stand on top or in [suite]", "[suite]") {
  for (const bool is_on_top : {true, false}) {
    CAPTURE(is_on_top);
    const std::string keys = "seeds = [3, 1]\ndevice = \"cuda\"\n";
    const model::Suite suite = sound(is_on_top ? keys + suite_with("") : suite_with(keys));
    CHECK(suite.seeds == std::vector<std::uint64_t>{3, 1});
    CHECK(suite.devices == std::vector<std::string>{"cuda"});
  }
}

TEST_CASE("limits and timing are seconds and bytes", "[suite]") {
  const model::Suite suite = sound(suite_with(R"([limits]
time = "5 min"
memory = "4 GiB"
device_memory = "2 GB"
[timing]
rounds = { min = 10, max = 20 }
interval = 0.01
budget = "1.5 h"
min_time = "20 ms"
twin = true
processes = 2
cores = 4
)"));
  CHECK(suite.limits.time_s == 300);
  CHECK(suite.limits.memory_bytes == 4294967296.0);
  CHECK(suite.limits.device_memory_bytes == 2e9);
  CHECK(suite.timing.rounds_min == 10);
  CHECK(suite.timing.rounds_max == 20);
  CHECK(suite.timing.interval_ratio == 0.01);
  CHECK(suite.timing.budget_s == 5400);
  CHECK(suite.timing.min_time_s == Approx(0.02));
  CHECK(suite.timing.has_twin);
  CHECK(suite.timing.processes == 2);
  CHECK(suite.timing.cores == 4);
}

TEST_CASE("timing may be switched off", "[suite]") {
  CHECK_FALSE(sound("timing = false\n" + suite_with("")).timing.is_on);
  CHECK(sound("timing = true\n" + suite_with("")).timing.is_on);
}

TEST_CASE("data sets and variables are kept", "[suite]") {
  const model::Suite suite = sound(suite_with("[data]\nsets = [\"criteo\"]\n[environment]\nA = \"b c\"\n"));
  CHECK(suite.data_sets == std::vector<std::string>{"criteo"});
  CHECK(suite.environment.at("A") == "b c");
}

TEST_CASE("every key of a claim is kept with its line", "[suite]") {
  const model::Suite suite = sound(suite_with("") + R"([[claim]]
id = "gmean"
source = "arXiv:1901.02067, figure 6"
says = "3.39x"
metric = "step_time_s"
method = "fast"
against = "base"
select = { network = "lenet" }
aggregate = "geomean"
kind = "paper"
note = "n"
expect = { about = 3.39, within = "3 %" }
)");
  REQUIRE(suite.claims.size() == 1);
  CHECK(suite.claims[0].id == "gmean");
  CHECK(suite.claims[0].line == 9);
  CHECK(suite.claims[0].keys["expect"]["about"] == 3.39);
  CHECK(suite.claims[0].keys["select"]["network"] == "lenet");
}

TEST_CASE("a file that includes others gathers each once, itself first", "[suite]") {
  const auto named = [](const std::string& name, const std::string& more) {
    return "[suite]\nname = \"" + name + "\"\ntrack = \"demo\"\n" + more + kMethods;
  };
  const Files files = {
      {"/suites/all.toml", "include = [\"x/one.toml\", \"two.toml\"]\n[suite]\nname = \"all\"\nabout = \"both\"\n"},
      {"/suites/x/one.toml", "include = \"../two.toml\"\n" + named("one", "")},
      {"/suites/two.toml", named("two", "")}};
  const Loaded loaded = load_files(files, "all.toml");
  INFO(render(loaded.findings, loaded.texts, false));
  REQUIRE(loaded.set.has_value());
  CHECK(loaded.set->name == "all");
  CHECK(loaded.set->about == "both");
  REQUIRE(loaded.set->suites.size() == 2);
  CHECK(loaded.set->suites[0].name == "one");
  CHECK(loaded.set->suites[0].folder == "/suites/x");
  CHECK(loaded.set->suites[1].name == "two");
  CHECK(loaded.set->suites[1].path == "two.toml");
}

}  // namespace tare::suite
