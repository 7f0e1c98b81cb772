// Implementation of messages.hpp. Linked into plugins, so it uses neither fmt nor libcrypto.
#include "wire/messages.hpp"

#include "wire/fields.hpp"

#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

namespace tare::wire {
namespace {

using Paths = std::map<std::string, std::filesystem::path, std::less<>>;

// The enumerators' spelling, in their order: the only home of these names.
constexpr std::array<std::string_view, 5> kTypeNames = {"boolean", "integer", "real", "text", "file"};
constexpr std::array<std::string_view, 3> kDirectionNames = {"lower", "higher", "neutral"};

template <typename Enum, std::size_t N>
Enum enumerator(Fields& fields, const char* key, const std::array<std::string_view, N>& names) {
  const std::string text = fields.text(key);
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  std::string expected;
  for (const std::string_view name : names) expected += (expected.empty() ? "" : ", ") + std::string(name);
  fields.note("'" + text + "' is none of " + expected, key);
  return Enum{};
}

std::vector<std::string> texts(Fields& fields, const char* key) {
  std::vector<std::string> result;
  for (const Json& item : fields.list(key)) {
    if (!item.is_string()) {
      fields.note("expected a list of texts", key);
      break;
    }
    result.push_back(item.get<std::string>());
  }
  return result;
}

template <typename T, typename Read>
std::vector<T> items(Fields& fields, const char* key, Read read) {
  std::vector<T> result;
  for (const Json& item : fields.list(key)) {
    Result<T> value = read(item);
    if (!value) {
      fields.note(value.error().message, key);
      break;
    }
    result.push_back(std::move(*value));
  }
  return result;
}

// Declared before the template that calls them: look-up by argument does not reach an unnamed namespace.
Json spec_json(const MetricSpec& metric);
Json spec_json(const IngredientSpec& ingredient);
Json spec_json(const ReasonSpec& reason);
Json spec_json(const ParamSpec& spec) { return to_json(spec); }

template <typename T>
Json json_list(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(spec_json(value));
  return list;
}

Json json_of(const Paths& paths) {
  Json object = Json::object();
  for (const auto& [name, path] : paths) object[name] = path.string();
  return object;
}

Paths paths(Fields& fields, const char* key) {
  Paths result;
  for (const auto& [name, path] : fields.object(key).items()) {
    if (!path.is_string()) {
      fields.note("expected a path for '" + name + "'", key);
      break;
    }
    result[name] = path.get<std::string>();
  }
  return result;
}

Params params(Fields& fields, const char* key) {
  Result<Params> read = params_from_json(fields.object(key));
  if (read) return std::move(*read);
  fields.note(read.error().message, key);
  return {};
}

std::optional<double> real_or_nothing(Fields& fields, const char* key) {
  if (!fields.has(key)) return std::nullopt;
  return fields.real(key);
}

ParamValue standard_value(Fields& fields, ParamType type) {
  switch (type) {
    case ParamType::boolean:
      return fields.boolean("default");
    case ParamType::integer:
      return fields.integer("default");
    case ParamType::real:
      return fields.real("default");
    case ParamType::text:
    case ParamType::file:
      return fields.text("default");
  }
  return false;
}

template <typename T>
Result<T> finished(const Fields& fields, T value) {
  if (fields.has_mistake()) return tl::unexpected<Error>(fields.error());
  return value;
}

Json spec_json(const MetricSpec& metric) {
  return {{"name", metric.name},
          {"unit", metric.unit},
          {"direction", name_of(metric.direction)},
          {"deterministic", metric.is_deterministic},
          {"doc", metric.doc}};
}

Json spec_json(const IngredientSpec& ingredient) {
  return {{"name", ingredient.name},           {"file_type", ingredient.file_type}, {"workload", ingredient.workload},
          {"data_sets", ingredient.data_sets}, {"seeded", ingredient.is_seeded},    {"doc", ingredient.doc}};
}

Json spec_json(const ReasonSpec& reason) {
  return {{"name", reason.name}, {"outcome", reason.outcome}, {"doc", reason.doc}};
}

Result<MetricSpec> metric_from_json(const Json& json) {
  Fields fields(json, "metric");
  MetricSpec metric;
  metric.name = fields.text("name");
  metric.unit = fields.text_or("unit", "");
  if (fields.has("direction")) metric.direction = enumerator<Direction>(fields, "direction", kDirectionNames);
  metric.is_deterministic = fields.has("deterministic") && fields.boolean("deterministic");
  metric.doc = fields.text_or("doc", "");
  return finished(fields, std::move(metric));
}

Result<IngredientSpec> ingredient_from_json(const Json& json) {
  Fields fields(json, "ingredient");
  IngredientSpec ingredient;
  ingredient.name = fields.text("name");
  ingredient.file_type = fields.text("file_type");
  ingredient.workload = texts(fields, "workload");
  ingredient.data_sets = texts(fields, "data_sets");
  ingredient.is_seeded = fields.has("seeded") && fields.boolean("seeded");
  ingredient.doc = fields.text_or("doc", "");
  return finished(fields, std::move(ingredient));
}

Result<ReasonSpec> reason_from_json(const Json& json) {
  Fields fields(json, "reason");
  ReasonSpec reason;
  reason.name = fields.text("name");
  reason.outcome = fields.text("outcome");
  reason.doc = fields.text_or("doc", "");
  return finished(fields, std::move(reason));
}

}  // namespace

std::string_view name_of(ParamType type) { return kTypeNames[static_cast<std::size_t>(type)]; }
std::string_view name_of(Direction direction) { return kDirectionNames[static_cast<std::size_t>(direction)]; }

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json to_json(const ParamValue& value) {
  if (const auto* real = std::get_if<double>(&value)) return number(*real);
  return std::visit([](const auto& held) { return Json(held); }, value);
}

Json to_json(const Params& params) {
  Json object = Json::object();
  for (const auto& [name, value] : params.values()) object[name] = to_json(value);
  return object;
}

Json to_json(const ParamSpec& spec) {
  return {{"name", spec.name},
          {"type", name_of(spec.type)},
          {"unit", spec.unit},
          {"default", to_json(spec.standard)},
          {"min", spec.min ? number(*spec.min) : Json()},
          {"max", spec.max ? number(*spec.max) : Json()},
          {"choices", spec.choices},
          {"doc", spec.doc}};
}

Json to_json(const MethodDescription& method) {
  return {{"name", method.name},       {"track", method.track}, {"version", method.version},
          {"summary", method.summary}, {"build", method.build}, {"params", json_list(method.params)},
          {"devices", method.devices}};
}

Json to_json(const TrackDescription& track) {
  return {{"name", track.name},
          {"summary", track.summary},
          {"workload", json_list(track.workload)},
          {"metrics", json_list(track.metrics)},
          {"ingredients", json_list(track.ingredients)},
          {"reasons", json_list(track.reasons)}};
}

Json to_json(const Case& the_case) {
  return {{"track", the_case.track},
          {"method", the_case.method},
          {"workload", to_json(the_case.workload)},
          {"params", to_json(the_case.params)},
          {"seed", the_case.seed},
          {"device", the_case.device},
          {"threads", the_case.threads},
          {"ingredients", json_of(the_case.ingredients)},
          {"data_sets", json_of(the_case.data_sets)},
          {"scratch_dir", the_case.scratch_dir.string()}};
}

Json to_json(const IngredientRequest& request) {
  return {{"name", request.name},
          {"workload", to_json(request.workload)},
          {"seed", request.seed},
          {"data_sets", json_of(request.data_sets)},
          {"output", request.output.string()}};
}

Json to_json(const Description& description) {
  return {{"event", "description"}, {"method", to_json(description.method)}, {"track", to_json(description.track)}};
}

Result<Params> params_from_json(const Json& json) {
  Fields fields(json, "values");
  if (fields.has_mistake()) return tl::unexpected<Error>(fields.error());
  std::map<std::string, ParamValue, std::less<>> values;
  for (const auto& [name, value] : json.items()) {
    if (value.is_boolean()) {
      values[name] = value.get<bool>();
    } else if (value.is_number_integer()) {
      values[name] = fields.integer(name.c_str());
    } else if (value.is_number()) {
      values[name] = value.get<double>();
    } else if (value.is_string()) {
      values[name] = value.get<std::string>();
    } else {
      fields.note("expected true, false, a number or a text", name);
    }
  }
  return finished(fields, Params(std::move(values)));
}

Result<ParamSpec> param_spec_from_json(const Json& json) {
  Fields fields(json, "parameter");
  ParamSpec spec;
  spec.name = fields.text("name");
  spec.type = enumerator<ParamType>(fields, "type", kTypeNames);
  spec.unit = fields.text_or("unit", "");
  if (!fields.has_mistake()) spec.standard = standard_value(fields, spec.type);
  spec.min = real_or_nothing(fields, "min");
  spec.max = real_or_nothing(fields, "max");
  spec.choices = texts(fields, "choices");
  spec.doc = fields.text_or("doc", "");
  if (fields.has_mistake() && !spec.name.empty()) return fail_within(spec.name, fields.error());
  return finished(fields, std::move(spec));
}

Result<MethodDescription> method_from_json(const Json& json) {
  Fields fields(json, "method");
  MethodDescription method;
  method.name = fields.text("name");
  method.track = fields.text("track");
  method.version = fields.text_or("version", "");
  method.summary = fields.text_or("summary", "");
  method.build = fields.text_or("build", "");
  method.params = items<ParamSpec>(fields, "params", param_spec_from_json);
  if (fields.has("devices")) method.devices = texts(fields, "devices");
  return finished(fields, std::move(method));
}

Result<TrackDescription> track_from_json(const Json& json) {
  Fields fields(json, "track");
  TrackDescription track;
  track.name = fields.text("name");
  track.summary = fields.text_or("summary", "");
  track.workload = items<ParamSpec>(fields, "workload", param_spec_from_json);
  track.metrics = items<MetricSpec>(fields, "metrics", metric_from_json);
  track.ingredients = items<IngredientSpec>(fields, "ingredients", ingredient_from_json);
  track.reasons = items<ReasonSpec>(fields, "reasons", reason_from_json);
  return finished(fields, std::move(track));
}

Result<Case> case_from_json(const Json& json) {
  Fields fields(json, "case");
  Case the_case;
  the_case.track = fields.text("track");
  the_case.method = fields.text("method");
  the_case.workload = params(fields, "workload");
  the_case.params = params(fields, "params");
  the_case.seed = fields.natural("seed");
  the_case.device = fields.text_or("device", "cpu");
  if (fields.has("threads")) the_case.threads = static_cast<int>(fields.integer("threads"));
  the_case.ingredients = paths(fields, "ingredients");
  the_case.data_sets = paths(fields, "data_sets");
  the_case.scratch_dir = fields.text_or("scratch_dir", "");
  return finished(fields, std::move(the_case));
}

Result<IngredientRequest> request_from_json(const Json& json) {
  Fields fields(json, "request");
  IngredientRequest request;
  request.name = fields.text("name");
  request.workload = params(fields, "workload");
  request.seed = fields.natural("seed");
  request.data_sets = paths(fields, "data_sets");
  request.output = fields.text("output");
  return finished(fields, std::move(request));
}

Result<Description> description_from_json(const Json& json) {
  Fields fields(json, "description");
  Result<MethodDescription> method = method_from_json(fields.at("method"));
  if (!method) return fail_within("description", method.error());
  Result<TrackDescription> track = track_from_json(fields.at("track"));
  if (!track) return fail_within("description", track.error());
  return Description{std::move(*method), std::move(*track)};
}

}  // namespace tare::wire
