// Conversions between the documents of README.md and the SDK's structs, in both directions. Unknown keys are left
// alone so that an older reader understands a newer writer; a missing or mistyped key is an error that names it.
// Also linked into every plugin: knows neither descriptors nor processes.
#pragma once

#include "base/json.hpp"
#include "tare/case.hpp"
#include "tare/description.hpp"
#include "tare/error.hpp"

#include <string>
#include <string_view>

namespace tare::wire {

[[nodiscard]] std::string_view name_of(ParamType type);
[[nodiscard]] std::string_view name_of(Direction direction);

// JSON has no NaN and no infinities: they become null.
[[nodiscard]] Json number(double value);

[[nodiscard]] Json to_json(const ParamValue& value);
[[nodiscard]] Json to_json(const Params& params);
[[nodiscard]] Json to_json(const ParamSpec& spec);
[[nodiscard]] Json to_json(const MethodDescription& method);
[[nodiscard]] Json to_json(const TrackDescription& track);
[[nodiscard]] Json to_json(const Case& the_case);
[[nodiscard]] Json to_json(const IngredientRequest& request);

[[nodiscard]] Result<Params> params_from_json(const Json& json);
[[nodiscard]] Result<ParamSpec> param_spec_from_json(const Json& json);
[[nodiscard]] Result<MethodDescription> method_from_json(const Json& json);
[[nodiscard]] Result<TrackDescription> track_from_json(const Json& json);
[[nodiscard]] Result<Case> case_from_json(const Json& json);
[[nodiscard]] Result<IngredientRequest> request_from_json(const Json& json);

// The whole of a `description` event.
struct Description {
  MethodDescription method;
  TrackDescription track;
};
[[nodiscard]] Json to_json(const Description& description);
[[nodiscard]] Result<Description> description_from_json(const Json& json);

// SHA-256 of the description's canonical JSON (sorted keys, no spaces); all methods of a suite must agree on it.
// In the library wire, not in plugins.
[[nodiscard]] std::string track_digest(const TrackDescription& track);

}  // namespace tare::wire
