// Reads the plan, then the two changes to it, each checked against the problem's shape.
#include "parallelism/fixed/fixed.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace tare::parallelism {
namespace {

ParamSpec text_spec(const char* name, const char* standard, const char* doc) {
  return {name, ParamType::text, "", std::string(standard), {}, {}, {}, doc};
}

// "H3" of an array with at least three levels is 2.
std::optional<std::size_t> level_named(std::string_view name, std::size_t level_count) {
  if (name.size() < 2 || name.front() != 'H') return std::nullopt;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data() + 1, name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  if (number < 1 || number > level_count) return std::nullopt;
  return number - 1;
}

std::optional<std::size_t> layer_named(std::string_view name, const Network& network) {
  for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
    if (network.layers[layer].name == name) return layer;
  }
  return std::nullopt;
}

Result<void> apply(const std::string& set, const Problem& problem, Plan& plan) {
  const auto refuse = [&](const std::string& what) {
    return fail(ErrorKind::failed,
                fmt::format("\"{}\": {}; expected a level or layer and its digits, as H1=0011 or fc1=0011", set, what),
                "bad_plan");
  };
  const std::size_t sign = set.find('=');
  if (sign == std::string::npos) return refuse("no =");
  const std::string name = set.substr(0, sign);
  const std::string digits = set.substr(sign + 1);
  const std::optional<std::size_t> layer = layer_named(name, problem.network());
  const std::optional<std::size_t> level = layer ? std::nullopt : level_named(name, problem.level_count());
  if (!layer && !level) {
    return refuse(fmt::format("network {} has no layer and the array no level \"{}\"", problem.network().name, name));
  }
  const std::size_t expected = layer ? problem.level_count() : problem.layer_count();
  if (digits.size() != expected) return refuse(fmt::format("{} digits, expected {}", digits.size(), expected));
  for (std::size_t i = 0; i < expected; ++i) {
    if (digits[i] < '0' || digits[i] > '2') return refuse(fmt::format("'{}' is no split", digits[i]));
    plan.set(layer ? i : *level, layer ? *layer : i, static_cast<Split>(digits[i] - '0'));
  }
  return {};
}

Result<Plan> start(const std::string& text, const Problem& problem) {
  if (text == "dp") return Plan(problem.level_count(), problem.layer_count(), Split::dp);
  if (text == "mp") return Plan(problem.level_count(), problem.layer_count(), Split::mp);
  return plan_from(text, problem.level_count(), problem.layer_count());
}

}  // namespace

std::vector<ParamSpec> Fixed::params() {
  return {text_spec("plan", "dp", "dp, mp, or a row of digits a level with / between: 0 dp, 1 mp, 2 mp_out"),
          text_spec("set_a", "", "a change: H1=0011 sets a level's row, fc1=0011 a layer's column; empty for none"),
          text_spec("set_b", "", "another change, made after set_a")};
}

Result<std::unique_ptr<Planner>> Fixed::make(const Params& params) {
  const Result<std::string> plan = params.text("plan");
  if (!plan) return tl::unexpected(plan.error());
  const Result<std::string> set_a = params.text("set_a");
  if (!set_a) return tl::unexpected(set_a.error());
  const Result<std::string> set_b = params.text("set_b");
  if (!set_b) return tl::unexpected(set_b.error());
  return std::make_unique<Fixed>(FixedParams{*plan, {*set_a, *set_b}});
}

Result<Plan> Fixed::plan(const Problem& problem, std::uint64_t) {
  Result<Plan> plan = start(params_.plan, problem);
  if (!plan) return plan;
  for (const std::string& set : params_.sets) {
    if (set.empty()) continue;
    const Result<void> applied = apply(set, problem, *plan);
    if (!applied) return tl::unexpected(applied.error());
  }
  return plan;
}

}  // namespace tare::parallelism
