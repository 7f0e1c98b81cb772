// Expanding axes: method variants, exclusion rules as bit tables, points as mixed-radix numbers. The identities and
// groups that are made from them are in materialise.cpp.
#include "plan/expansion.hpp"

#include "base/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace tare::plan {
namespace {

// Above this many points before exclusions nothing is expanded: the points alone would need gigabytes.
constexpr std::uint64_t kMaxPoints = 50'000'000;

std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
  std::uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<std::uint64_t>::max() : product;
}

std::string shown_text(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

const ParamSpec* spec_named(const std::vector<ParamSpec>& specs, const std::string& name) {
  const auto found = std::find_if(specs.begin(), specs.end(), [&](const ParamSpec& spec) { return spec.name == name; });
  return found == specs.end() ? nullptr : &*found;
}

bool holds(const std::vector<Json>& wanted, const Json& value) {
  return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

// Every combination of a method's own axes, first axis slowest; one empty combination when it has none.
std::vector<std::map<std::string, model::SuiteValue>> combinations(const model::SuiteMethod& method) {
  std::vector<std::map<std::string, model::SuiteValue>> all = {{}};
  for (const model::Axis& axis : method.axes) {
    std::vector<std::map<std::string, model::SuiteValue>> longer;
    for (const auto& head : all) {
      for (const auto& row : axis.rows) {
        auto combination = head;
        for (std::size_t k = 0; k < axis.keys.size(); ++k) combination[axis.keys[k]] = row[k];
        longer.push_back(std::move(combination));
      }
    }
    all = std::move(longer);
  }
  return all;
}

std::string variant_label(const model::SuiteMethod& method, const std::map<std::string, model::SuiteValue>& chosen) {
  if (chosen.empty()) return method.label;
  std::vector<std::string> parts;
  for (const auto& [key, value] : chosen) parts.push_back(fmt::format("{}={}", key, shown_text(value.value)));
  return fmt::format("{} ({})", method.label, fmt::join(parts, ", "));
}

// A method's parameters complete: fixed ones, this combination's, and defaults; sorted by name.
std::vector<NamedValue> complete_params(const std::vector<ParamSpec>& specs, const model::SuiteMethod& method,
                                        const std::map<std::string, model::SuiteValue>& chosen) {
  std::vector<NamedValue> values;
  for (const ParamSpec& spec : specs) {
    if (const auto own = chosen.find(spec.name); own != chosen.end()) {
      values.push_back(named_value(spec, own->second));
    } else if (const auto fixed = method.params.find(spec.name); fixed != method.params.end()) {
      values.push_back(named_value(spec, fixed->second));
    } else {
      values.push_back(default_value(spec));
    }
  }
  std::sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return values;
}

}  // namespace

Result<Expansion> Expansion::create(const model::Suite& suite, const model::Catalog& catalog, const DataDigests& data,
                                    const ExpansionLimits& limits) {
  if (catalog.track(suite.track) == nullptr) {
    return fail(ErrorKind::suite, fmt::format("{}: no plugin answers for the track '{}'", suite.path, suite.track));
  }
  Expansion expansion(suite, catalog, data);
  if (auto made = expansion.make_variants(catalog); !made) return tl::unexpected(made.error());
  expansion.make_slots();
  expansion.make_prefixes();
  expansion.make_rules();
  if (auto made = expansion.make_points(limits); !made) return tl::unexpected(made.error());
  return expansion;
}

Expansion::Expansion(const model::Suite& suite, const model::Catalog& catalog, const DataDigests& data)
    : suite_(suite),
      track_(catalog.track(suite.track)->description),
      track_digest_(catalog.track(suite.track)->digest),
      data_(data) {}

Result<void> Expansion::make_variants(const model::Catalog& catalog) {
  for (std::size_t m = 0; m < suite_.methods.size(); ++m) {
    const model::SuiteMethod& method = suite_.methods[m];
    const model::Method* known = catalog.method(suite_.track, method.plugin);
    if (known == nullptr) {
      return fail(ErrorKind::suite, fmt::format("{}: method '{}': no plugin '{}' in the track '{}'", suite_.path,
                                                method.label, method.plugin, suite_.track));
    }
    const auto chosen = combinations(method);
    const bool is_alone = suite_.methods.size() == 1;
    if (method.is_baseline && chosen.size() > 1 && !is_alone) {
      return fail(ErrorKind::suite,
                  fmt::format("{}: the baseline '{}' has {} parameter combinations; give its parameters single values, "
                              "so that there is one thing to compare with",
                              suite_.path, method.label, chosen.size()));
    }
    for (std::size_t c = 0; c < chosen.size(); ++c) {
      Variant variant;
      variant.label = variant_label(method, chosen[c]);
      variant.method = m;
      variant.is_baseline = (method.is_baseline || is_alone) && c == 0;
      variant.plugin = known->description.name;
      variant.plugin_path = method.command.empty() ? known->path : "";
      variant.plugin_digest = known->digest;
      variant.plugin_version = known->description.version;
      variant.command = method.command;
      variant.devices = known->description.devices;
      variant.params = complete_params(known->description.params, method, chosen[c]);
      variant.environment = suite_.environment;
      for (const auto& [name, value] : method.environment) variant.environment[name] = value;
      variants_.push_back(variant);
    }
    if (maker_path_.empty() && method.command.empty() && !track_.ingredients.empty() &&
        (method.is_baseline || maker_digest_.empty())) {
      maker_path_ = known->path;
      maker_digest_ = known->digest;
    }
  }
  if (suite_.timing.has_twin) {
    const auto baseline =
        std::find_if(variants_.begin(), variants_.end(), [](const Variant& v) { return v.is_baseline; });
    if (baseline != variants_.end()) {
      Variant twin = *baseline;
      twin.twin = 1;
      twin.label += " (twin)";
      variants_.insert(baseline + 1, std::move(twin));
    }
  }
  if (!track_.ingredients.empty() && maker_path_.empty() && !catalog.methods.at(suite_.track).empty()) {
    // Only exec methods in the suite: any native plugin of the track can make its ingredients.
    for (const auto& [name, method] : catalog.methods.at(suite_.track)) {
      if (!method.path.ends_with(".so")) continue;
      maker_path_ = method.path;
      maker_digest_ = method.digest;
      break;
    }
  }
  return {};
}

void Expansion::make_slots() {
  for (const ParamSpec& spec : track_.workload) {
    Slot slot{spec.name, default_value(spec), 0, 0};
    if (const auto fixed = suite_.workload.find(spec.name); fixed != suite_.workload.end()) {
      slot.fixed = named_value(spec, fixed->second);
    }
    for (std::size_t a = 0; a < suite_.axes.size(); ++a) {
      const auto& keys = suite_.axes[a].keys;
      const auto key = std::find(keys.begin(), keys.end(), spec.name);
      if (key == keys.end()) continue;
      slot.fixed.reset();
      slot.axis = a;
      slot.column = static_cast<std::size_t>(key - keys.begin());
    }
    slots_.push_back(std::move(slot));
  }
  std::sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) { return a.name < b.name; });
  for (const model::Axis& axis : suite_.axes) {
    auto& rows = axis_values_.emplace_back();
    for (const auto& row : axis.rows) {
      auto& values = rows.emplace_back();
      for (std::size_t k = 0; k < axis.keys.size(); ++k) {
        const ParamSpec* spec = spec_named(track_.workload, axis.keys[k]);
        values.push_back(spec == nullptr ? NamedValue{} : named_value(*spec, row[k]));
      }
    }
  }
}

void Expansion::make_prefixes() {
  for (Variant& variant : variants_) {
    const std::string params = hashed_text(variant.params);
    const std::string shared =
        fmt::format("protocol={}\ntrack={}\nplugin={}\nparams={}\nenvironment={}\ntwin={}\n", kProtocolVersion,
                    suite_.track, variant.plugin, params, hashed_text(variant.environment), variant.twin);
    std::string data;
    for (const std::string& name : suite_.data_sets) {
      const auto digest = data_.find(name);
      data += fmt::format("data {}={}\n", name, digest == data_.end() ? "missing" : digest->second);
    }
    variant.question_prefix = "tare-question\n" + shared + data;
    variant.identity_prefix = fmt::format("tare-case\n{}{}track_digest={}\nplugin_digest={}\nmaker={}\n", shared, data,
                                          track_digest_, variant.plugin_digest, maker_digest_);
  }
  const model::Timing& timing = suite_.timing;
  timing_digest_ =
      digest::of_text(fmt::format("tare-timing\ncores={}\nmin_time_s={}\n", timing.cores, timing.min_time_s));
}

void Expansion::make_rules() {
  for (const model::Exclusion& exclusion : suite_.exclusions) {
    Rule rule;
    for (const model::Axis& axis : suite_.axes) rule.axis_rows.emplace_back(axis.rows.size(), true);
    rule.devices.assign(suite_.devices.size(), true);
    rule.seeds.assign(suite_.seeds.size(), true);
    rule.variants.assign(variants_.size(), true);
    for (const auto& [key, wanted] : exclusion.values) {
      if (key == "method") {
        rule.names_methods = true;
        for (std::size_t v = 0; v < variants_.size(); ++v) {
          rule.variants[v] =
              holds(wanted, Json(suite_.methods[variants_[v].method].label)) || holds(wanted, Json(variants_[v].label));
        }
        continue;
      }
      if (key == "device") {
        for (std::size_t d = 0; d < suite_.devices.size(); ++d)
          rule.devices[d] = holds(wanted, Json(suite_.devices[d]));
        continue;
      }
      if (key == "seed") {
        for (std::size_t s = 0; s < suite_.seeds.size(); ++s) rule.seeds[s] = holds(wanted, Json(suite_.seeds[s]));
        continue;
      }
      const auto slot = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& it) { return it.name == key; });
      if (slot == slots_.end()) {
        rule.can_match = false;
      } else if (slot->fixed) {
        rule.can_match = rule.can_match && holds(wanted, slot->fixed->shown);
      } else {
        const auto& rows = axis_values_[slot->axis];
        for (std::size_t r = 0; r < rows.size(); ++r) {
          if (!holds(wanted, rows[r][slot->column].shown)) rule.axis_rows[slot->axis][r] = false;
        }
      }
    }
    rules_.push_back(std::move(rule));
  }
}

Result<void> Expansion::make_points(const ExpansionLimits& limits) {
  std::uint64_t total = saturating_product(suite_.devices.size(), suite_.seeds.size());
  for (const model::Axis& axis : suite_.axes) total = saturating_product(total, axis.rows.size());
  const auto refuse = [&](std::uint64_t cases, std::string_view when) {
    return fail(ErrorKind::suite,
                fmt::format("{}: suite '{}' has {} cases{}, more than the {} allowed; shorten an axis, add an "
                            "[[exclude]], or raise --max-cases",
                            suite_.path, suite_.name, cases, when, limits.max_cases));
  };
  const std::uint64_t all_cases = saturating_product(total, variants_.size());
  if (total > kMaxPoints || (rules_.empty() && all_cases > limits.max_cases)) {
    return refuse(all_cases, rules_.empty() ? "" : " before exclusions");
  }
  if (rules_.empty()) points_.reserve(total);
  for (std::uint64_t point = 0; point < total; ++point) {
    std::uint64_t kept = variants_.size();
    if (!rules_.empty()) {
      const Position at = position(point);
      kept = 0;
      for (std::size_t v = 0; v < variants_.size(); ++v) kept += is_excluded(at, v) ? 0U : 1U;
    }
    if (kept == 0) continue;
    points_.push_back(static_cast<std::uint32_t>(point));
    case_count_ += kept;
  }
  if (case_count_ > limits.max_cases) return refuse(case_count_, "");
  if (case_count_ == 0) {
    return fail(ErrorKind::suite, fmt::format("{}: suite '{}': the exclusions leave no case; remove one of them",
                                              suite_.path, suite_.name));
  }
  return {};
}

Expansion::Position Expansion::position(std::uint64_t point) const {
  Position at;
  at.seed = point % suite_.seeds.size();
  point /= suite_.seeds.size();
  at.device = point % suite_.devices.size();
  point /= suite_.devices.size();
  at.rows.resize(suite_.axes.size());
  for (std::size_t a = suite_.axes.size(); a-- > 0;) {
    at.rows[a] = point % suite_.axes[a].rows.size();
    point /= suite_.axes[a].rows.size();
  }
  return at;
}

bool Expansion::is_excluded(const Position& at, std::size_t variant) const {
  return std::any_of(rules_.begin(), rules_.end(), [&](const Rule& rule) {
    if (!rule.can_match || !rule.variants[variant] || !rule.devices[at.device] || !rule.seeds[at.seed]) return false;
    for (std::size_t a = 0; a < at.rows.size(); ++a) {
      if (!rule.axis_rows[a][at.rows[a]]) return false;
    }
    return true;
  });
}

}  // namespace tare::plan
