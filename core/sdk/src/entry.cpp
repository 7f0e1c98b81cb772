// The functions behind the entry object: documents become structs, errors become a status and one call of fail, calls
// out of order are refused, and no exception gets past `guarded`.
#include "checked_values.hpp"
#include "instance.hpp"
#include "tare/plugin.hpp"
#include "wire/messages.hpp"

#include <algorithm>
#include <exception>
#include <new>

namespace tare::sdk {
namespace {

using Stage = tare_instance::Stage;

tare_status status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::wrong_answer:
      return TARE_WRONG_ANSWER;
    case ErrorKind::out_of_memory:
      return TARE_OUT_OF_MEMORY;
    case ErrorKind::unsupported:
      return TARE_UNSUPPORTED;
    case ErrorKind::cancelled:
      return TARE_CANCELLED;
    case ErrorKind::usage:
      return TARE_BAD_CALL;
    case ErrorKind::suite:
    case ErrorKind::plugin:
    case ErrorKind::data:
    case ErrorKind::store:
    case ErrorKind::io:
    case ErrorKind::internal:
    case ErrorKind::failed:
      return TARE_FAILED;
  }
  return TARE_FAILED;
}

tare_status report(const tare_host& host, tare_status status, const std::string& reason, const std::string& message) {
  host.fail(host.context, reason.c_str(), message.c_str());
  return status;
}

tare_status bad_call(const tare_host& host, const std::string& message) {
  return report(host, TARE_BAD_CALL, "bad_call", message);
}

// A method's own error. Its `usage` is no mistake of the host.
tare_status method_status(const tare_host& host, const Error& error) {
  const tare_status status = error.kind == ErrorKind::usage ? TARE_FAILED : status_of(error.kind);
  return report(host, status, error.reason, error.message);
}

// Runs `body` and lets nothing fly past. A method may throw what it likes: this is its outermost frame.
template <typename Body>
tare_status guarded(const tare_host& host, Body body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return report(host, TARE_OUT_OF_MEMORY, "allocation", "an allocation failed");
  } catch (const std::exception& problem) {
    return report(host, TARE_FAILED, "exception", std::string("exception: ") + problem.what());
  } catch (...) {
    return report(host, TARE_FAILED, "exception", "an exception that is no std::exception");
  }
}

bool is_usable(const tare_host* host) { return host != nullptr && host->struct_size >= sizeof(tare_host); }

void answer(const tare_host& host, const Json& json) {
  const std::string text = line_of(json);
  host.answer(host.context, text.data(), text.size());
}

// What a half came to, with the recorder's complaints after the method's own.
tare_status half_status(tare_instance& instance, const Result<void>& result) {
  if (!result) return method_status(instance.host, result.error());
  if (instance.recorder.mistake()) return method_status(instance.host, *instance.recorder.mistake());
  return TARE_OK;
}

Result<Case> case_from(std::string_view text, const PluginDefinition& definition) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return fail(ErrorKind::usage, "the case is no JSON document");
  Result<Case> the_case = wire::case_from_json(json);
  if (!the_case) return fail(ErrorKind::usage, the_case.error().message);
  if (the_case->track != definition.method.track || the_case->method != definition.method.name) {
    return fail(ErrorKind::usage, "the case is for " + the_case->track + "/" + the_case->method + ", this plugin is " +
                                      definition.method.track + "/" + definition.method.name);
  }
  Result<Params> workload = checked_values(the_case->workload, definition.track.workload, "workload value");
  if (!workload) return tl::unexpected<Error>(workload.error());
  Result<Params> params = checked_values(the_case->params, definition.method.params, "parameter");
  if (!params) return tl::unexpected<Error>(params.error());
  the_case->workload = std::move(*workload);
  the_case->params = std::move(*params);
  return the_case;
}

Result<IngredientRequest> request_from(std::string_view text, const PluginDefinition& definition) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return fail(ErrorKind::usage, "the request is no JSON document");
  Result<IngredientRequest> request = wire::request_from_json(json);
  if (!request) return fail(ErrorKind::usage, request.error().message);
  const auto& specs = definition.track.ingredients;
  const auto spec =
      std::find_if(specs.begin(), specs.end(), [&](const IngredientSpec& one) { return one.name == request->name; });
  if (spec == specs.end() || !definition.make_ingredient) {
    return fail(ErrorKind::usage, "the track '" + definition.track.name + "' makes no '" + request->name + "'");
  }
  Result<Params> workload = checked_values(request->workload, definition.track.workload, "workload value");
  if (!workload) return tl::unexpected<Error>(workload.error());
  request->workload = named_values(*workload, spec->workload);
  return request;
}

tare_status run_operation(tare_instance& instance, const Operation& operation, std::uint64_t iterations,
                          double* manual_s) {
  // Both loops are the timed region: nothing but the call, its check and the sum belongs in here.
  if (operation.manual_s) {
    double sum_s = 0;
    for (std::uint64_t i = 0; i < iterations; ++i) {
      if (const Result<void> done = operation.call(); !done) return method_status(instance.host, done.error());
      sum_s += operation.manual_s();
    }
    *manual_s = sum_s;
    return TARE_OK;
  }
  for (std::uint64_t i = 0; i < iterations; ++i) {
    if (const Result<void> done = operation.call(); !done) return method_status(instance.host, done.error());
  }
  return TARE_OK;
}

}  // namespace

tare_status Entry::describe(DefinePlugin define, const tare_host* host) {
  if (!is_usable(host)) return TARE_BAD_CALL;
  return guarded(*host, [&] {
    PluginDefinition definition = define();
    answer(*host, wire::to_json(wire::Description{std::move(definition.method), std::move(definition.track)}));
    return TARE_OK;
  });
}

tare_status Entry::open(DefinePlugin define, const tare_host* host, const char* case_json, size_t size,
                        tare_instance** instance) {
  if (!is_usable(host)) return TARE_BAD_CALL;
  if (case_json == nullptr || instance == nullptr) return bad_call(*host, "open needs a case and a place to answer");
  *instance = nullptr;
  return guarded(*host, [&] {
    auto state = std::make_unique<tare_instance>(*host, define());
    Result<Case> the_case = case_from({case_json, size}, state->definition);
    if (!the_case) return report(*host, TARE_BAD_CALL, the_case.error().reason, the_case.error().message);
    state->the_case = std::move(*the_case);
    state->experiment = state->definition.make_experiment();
    if (state->experiment == nullptr) return report(*host, TARE_FAILED, "", "the plugin made no experiment");
    *instance = state.release();
    return TARE_OK;
  });
}

tare_status Entry::prepare(tare_instance* instance) {
  if (instance == nullptr) return TARE_BAD_CALL;
  if (instance->stage != Stage::opened) return bad_call(instance->host, "prepare was called a second time");
  instance->stage = Stage::preparing;
  return guarded(instance->host, [&] {
    const Result<void> result = instance->experiment->prepare(instance->the_case, instance->recorder);
    const tare_status status = half_status(*instance, result);
    if (status == TARE_OK) instance->stage = Stage::prepared;
    return status;
  });
}

tare_status Entry::operations(tare_instance* instance) {
  if (instance == nullptr) return TARE_BAD_CALL;
  if (instance->stage != Stage::prepared) return bad_call(instance->host, "operations was called before prepare");
  if (instance->has_operations) return bad_call(instance->host, "operations was called a second time");
  return guarded(instance->host, [&] {
    std::vector<Operation> operations = instance->experiment->operations();
    Json list = Json::array();
    for (const Operation& operation : operations) {
      if (!operation.call) {
        return report(instance->host, TARE_FAILED, "bad_operation", "operation '" + operation.name + "' has no call");
      }
      list.push_back({{"name", operation.name},
                      {"items_per_call", wire::number(operation.items_per_call)},
                      {"bytes_per_call", wire::number(operation.bytes_per_call)},
                      {"manual_time", static_cast<bool>(operation.manual_s)}});
    }
    instance->operations = std::move(operations);
    instance->has_operations = true;
    answer(instance->host, list);
    return TARE_OK;
  });
}

tare_status Entry::run(tare_instance* instance, uint32_t operation, uint64_t iterations, double* manual_s) {
  if (instance == nullptr) return TARE_BAD_CALL;
  if (!instance->has_operations) return bad_call(instance->host, "run was called before operations");
  if (operation >= instance->operations.size()) {
    return bad_call(instance->host, "run was called for operation " + std::to_string(operation) + " of " +
                                        std::to_string(instance->operations.size()));
  }
  const Operation& chosen = instance->operations[operation];
  if (chosen.manual_s && manual_s == nullptr) {
    return bad_call(instance->host, "run needs a place for the manual time of '" + chosen.name + "'");
  }
  return guarded(instance->host, [&] { return run_operation(*instance, chosen, iterations, manual_s); });
}

tare_status Entry::evaluate(tare_instance* instance) {
  if (instance == nullptr) return TARE_BAD_CALL;
  if (instance->stage != Stage::prepared) return bad_call(instance->host, "evaluate was called before prepare");
  if (instance->has_evaluated) return bad_call(instance->host, "evaluate was called a second time");
  instance->has_evaluated = true;
  return guarded(instance->host, [&] {
    const Result<void> result = instance->experiment->evaluate(instance->recorder);
    const tare_status status = half_status(*instance, result);
    if (status == TARE_OK) instance->recorder.warn_of_missing_metrics();
    return status;
  });
}

void Entry::close(tare_instance* instance) {
  if (instance == nullptr) return;
  const tare_host host = instance->host;
  // A destructor that throws ends in here only when it is marked noexcept(false); nothing is left to report to then.
  (void)guarded(host, [&] {
    const std::unique_ptr<tare_instance> owner(instance);
    return TARE_OK;
  });
}

tare_status Entry::make_ingredient(DefinePlugin define, const tare_host* host, const char* request_json, size_t size) {
  if (!is_usable(host)) return TARE_BAD_CALL;
  if (request_json == nullptr) return bad_call(*host, "make_ingredient needs a request");
  return guarded(*host, [&] {
    const PluginDefinition definition = define();
    const Result<IngredientRequest> request = request_from({request_json, size}, definition);
    if (!request) return report(*host, TARE_BAD_CALL, request.error().reason, request.error().message);
    HostRecorder recorder(*host, definition.track);
    const Result<void> made = definition.make_ingredient(*request, recorder);
    if (!made) return method_status(*host, made.error());
    return TARE_OK;
  });
}

}  // namespace tare::sdk
