// Writers only: nothing of ours reads these documents back.
#include "parallelism/problem/problem_json.hpp"

#include "base/json.hpp"

#include <cmath>

namespace tare::parallelism {
namespace {

Json layers_json(const Network& network) {
  Json layers = Json::array();
  for (const Layer& layer : network.layers) {
    layers.push_back({{"name", layer.name},
                      {"type", name_of(layer.kind)},
                      {"weight_count", layer.weight_count},
                      {"input_count", layer.input_count},
                      {"output_count", layer.output_count},
                      {"input_mac_count", layer.input_mac_count},
                      {"output_mac_count", layer.output_mac_count}});
  }
  return layers;
}

Json settings_json(const Settings& settings) {
  return {{"batch", settings.batch},
          {"levels", settings.levels},
          {"element_bytes", settings.element_bytes},
          {"factor_dp", settings.factor_dp},
          {"factor_mp", settings.factor_mp},
          {"factor_inter", settings.factor_inter},
          {"inter_tensor", settings.inter_tensor == InterTensor::own ? "own" : "prev"},
          {"macs", settings.macs == MacSide::input ? "input" : "output"},
          {"hop_ratio", settings.hop_ratio},
          {"bandwidth_bytes_per_s", settings.bandwidth_bytes_per_s},
          {"mac_rate_per_s", settings.mac_rate_per_s},
          {"mac_energy_j", settings.mac_energy_j},
          {"byte_energy_j", settings.byte_energy_j}};
}

// By the split's digit: how the five amounts of a layer change one level below.
Json shrink_json() {
  Json rows = Json::array();
  for (const Shrink& shrink : kShrink) {
    rows.push_back({{"dp_bytes", shrink.dp},
                    {"mp_bytes", shrink.mp},
                    {"mp_out_bytes", shrink.mp_out},
                    {"inter_bytes_own", shrink.own_inter},
                    {"inter_bytes_prev", shrink.after_inter}});
  }
  return rows;
}

}  // namespace

std::string json_of(const Problem& problem) {
  const LevelCosts& costs = problem.costs();
  const Settings& settings = problem.settings();
  const double macs = 3 * static_cast<double>(settings.batch) * problem.macs_per_sample();
  const Json document = {
      {"format", "tare.parallelism.problem"},
      {"version", 1},
      {"network", problem.network().name},
      {"layers", layers_json(problem.network())},
      {"settings", settings_json(settings)},
      {"costs",
       {{"dp_bytes", costs.dp},
        {"mp_bytes", costs.mp},
        {"mp_out_bytes", costs.mp_out},
        {"inter_bytes", costs.inter},
        {"forward_part", kForwardPart},
        {"backward_part", kBackwardPart},
        {"shrink", shrink_json()}}},
      {"law",
       {{"compute_time_s", macs / (std::ldexp(1.0, static_cast<int>(settings.levels)) * settings.mac_rate_per_s)},
        {"time_s_per_byte", settings.hop_ratio / settings.bandwidth_bytes_per_s},
        {"compute_energy_j", macs * settings.mac_energy_j},
        {"energy_j_per_byte", settings.byte_energy_j}}}};
  // Names come from users and may hold broken UTF-8.
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string json_of(const Problem& problem, const Plan& plan) {
  Json names = Json::array();
  for (const Layer& layer : problem.network().layers) names.push_back(layer.name);
  Json levels = Json::array();
  for (std::size_t level = 0; level < plan.level_count(); ++level) {
    std::string row;
    for (const Split split : plan.level(level)) row += static_cast<char>('0' + static_cast<int>(split));
    levels.push_back(std::move(row));
  }
  const Json document = {{"format", "tare.parallelism.plan"},
                         {"version", 1},
                         {"network", problem.network().name},
                         {"layers", std::move(names)},
                         {"levels", std::move(levels)}};
  // File names and layer names come from users and may hold broken UTF-8.
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tare::parallelism
