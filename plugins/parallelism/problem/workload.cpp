// The workload table. Constants carry the source that they were read from or fitted to (../README.md has the checks).
#include "parallelism/problem/workload.hpp"

#include "base/text.hpp"
#include "parallelism/problem/builtin_networks.hpp"
#include "parallelism/problem/network_file.hpp"

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

namespace tare::parallelism {
namespace {

struct RealValue {
  std::string_view name;
  std::string_view unit;
  double Settings::*field;
  double min;
  double max;
  std::string_view doc;
};

// Defaults are those of Settings.
constexpr std::array<RealValue, 8> kReals = {{
    {"element_bytes", "bytes", &Settings::element_bytes, 1, 16, "size of one number; 4 is fp32"},
    {"factor_dp", "", &Settings::factor_dp, 0, 16, "how often a gradient entry is counted: 2 for both halves"},
    {"factor_mp", "", &Settings::factor_mp, 0, 16, "how often a partial sum is counted: 2 for both halves"},
    {"factor_inter", "", &Settings::factor_inter, 0, 16, "how often an entry between layers is counted: 1 as printed"},
    {"bandwidth_bytes_per_s", "bytes/s", &Settings::bandwidth_bytes_per_s, 1, 1e18,
     "of the link that all bytes of a step share; the paper's is 1,600 Mb/s"},
    {"mac_rate_per_s", "", &Settings::mac_rate_per_s, 1, 1e21,
     "multiply-accumulates a second of one accelerator; the paper's 168 elements at 200 MHz"},
    {"mac_energy_j", "J", &Settings::mac_energy_j, 0, 1, "of one multiply-accumulate: 0.9 pJ to add, 3.7 to multiply"},
    {"byte_energy_j", "J", &Settings::byte_energy_j, 0, 1,
     "of one communicated byte: 4 DRAM accesses of 640 pJ for 32 bits"},
}};

constexpr std::string_view kHTree = "h-tree";
constexpr std::string_view kTorus = "torus";

ParamSpec text_spec(std::string name, std::string standard, std::vector<std::string> choices, std::string doc) {
  ParamSpec spec;
  spec.name = std::move(name);
  spec.type = ParamType::text;
  spec.standard = std::move(standard);
  spec.choices = std::move(choices);
  spec.doc = std::move(doc);
  return spec;
}

ParamSpec integer_spec(std::string name, std::int64_t standard, double min, double max, std::string doc) {
  ParamSpec spec;
  spec.name = std::move(name);
  spec.type = ParamType::integer;
  spec.standard = standard;
  spec.min = min;
  spec.max = max;
  spec.doc = std::move(doc);
  return spec;
}

ParamSpec real_spec(const RealValue& value) {
  ParamSpec spec;
  spec.name = value.name;
  spec.type = ParamType::real;
  spec.unit = value.unit;
  spec.standard = Settings{}.*value.field;
  spec.min = value.min;
  spec.max = value.max;
  spec.doc = value.doc;
  return spec;
}

}  // namespace

std::vector<ParamSpec> workload_specs() {
  std::vector<ParamSpec> specs;
  ParamSpec network = text_spec("network", "lenet-c", builtin_network_names(),
                                "a built-in network, or the path of a network file (plugins/parallelism/README.md)");
  network.type = ParamType::file;
  specs.push_back(std::move(network));
  // 2^32: above any batch in samples or tokens, and far enough below 2^53 for layers of millions of elements.
  specs.push_back(integer_spec("batch", 256, 1, 0x1p32, "samples of a training step, tokens for a transformer"));
  specs.push_back(integer_spec("levels", 4, 0, 16, "2^levels accelerators; 0 is one, which communicates nothing"));
  for (const RealValue& value : kReals) specs.push_back(real_spec(value));
  specs.push_back(text_spec("inter_tensor", "own", {"own", "prev"},
                            "whose history shrinks the tensor between two layers: its reader's or its writer's"));
  specs.push_back(
      text_spec("macs", "output", {"input", "output"},
                "positions that a convolution's weights are multiplied with; the paper's figures imply input"));
  specs.push_back(text_spec("topology", std::string(kHTree), {std::string(kHTree), std::string(kTorus)},
                            "how the accelerators are joined: a byte crosses one link of the H-tree"));
  ParamSpec hops;
  hops.name = "torus_hop_ratio";
  hops.standard = 2.0;
  hops.min = 1;
  hops.max = 64;
  hops.doc = "links that a byte crosses on the torus; 2 is the mean distance in a torus of 4 x 4";
  specs.push_back(std::move(hops));
  return specs;
}

std::vector<std::string> workload_names() {
  std::vector<std::string> names;
  for (const ParamSpec& spec : workload_specs()) names.push_back(spec.name);
  return names;
}

Result<Settings> settings_from(const Params& workload) {
  Settings settings;
  const Result<std::int64_t> batch = workload.integer("batch");
  if (!batch) return tl::unexpected(batch.error());
  const Result<std::int64_t> levels = workload.integer("levels");
  if (!levels) return tl::unexpected(levels.error());
  // The host has checked the ranges; this guards programs that call the library themselves.
  if (*batch < 1 || *levels < 0 || *levels > 16) {
    return fail(ErrorKind::failed, "batch and levels out of range, expected batch >= 1 and levels from 0 to 16",
                "bad_workload");
  }
  settings.batch = static_cast<std::uint64_t>(*batch);
  settings.levels = static_cast<std::uint32_t>(*levels);
  for (const RealValue& value : kReals) {
    const Result<double> number = workload.real(value.name);
    if (!number) return tl::unexpected(number.error());
    settings.*value.field = *number;
  }
  const Result<std::string> inter = workload.text("inter_tensor");
  if (!inter) return tl::unexpected(inter.error());
  settings.inter_tensor = *inter == "prev" ? InterTensor::prev : InterTensor::own;
  const Result<std::string> macs = workload.text("macs");
  if (!macs) return tl::unexpected(macs.error());
  settings.macs = *macs == "input" ? MacSide::input : MacSide::output;
  const Result<std::string> topology = workload.text("topology");
  if (!topology) return tl::unexpected(topology.error());
  const Result<double> hops = workload.real("torus_hop_ratio");
  if (!hops) return tl::unexpected(hops.error());
  settings.hop_ratio = *topology == kTorus ? *hops : 1.0;
  return settings;
}

Result<Problem> problem_from(const Params& workload) {
  const Result<std::string> name = workload.text("network");
  if (!name) return tl::unexpected(name.error());
  const Result<Settings> settings = settings_from(workload);
  if (!settings) return tl::unexpected(settings.error());
  std::optional<Network> builtin = builtin_network(*name);
  if (builtin) return Problem::create(std::move(*builtin), *settings);
  Result<Network> network = network_from_file(*name);
  if (!network) {
    std::error_code error;
    const std::optional<std::string> nearest = text::nearest(*name, builtin_network_names());
    if (!nearest || std::filesystem::exists(*name, error)) return tl::unexpected(network.error());
    Error refusal = network.error();
    refusal.message += "; did you mean \"" + *nearest + "\"?";
    return tl::unexpected(std::move(refusal));
  }
  return Problem::create(std::move(*network), *settings);
}

}  // namespace tare::parallelism
