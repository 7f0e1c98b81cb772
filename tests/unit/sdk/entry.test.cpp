// The wrapper behind the entry object: order of calls, values, statuses, exceptions and what a recorder refuses.
#include "catch.hpp"
#include "tare/plugin.hpp"
#include "wire/messages.hpp"

#include <new>
#include <stdexcept>
#include <string>

using namespace tare;

namespace {

// What the experiment of these tests does is chosen by its parameter `act`.
class Actor : public Experiment {
 public:
  Result<void> prepare(const Case& the_case, Recorder&) override {
    act_ = the_case.params.text("act").value_or("");
    if (act_ == "throw") throw std::runtime_error("on purpose");
    if (act_ == "throw_int") throw 7;
    if (act_ == "bad_alloc") throw std::bad_alloc();
    if (act_ == "failed") return fail(ErrorKind::failed, "no", "infeasible");
    if (act_ == "wrong_answer") return fail(ErrorKind::wrong_answer, "no");
    if (act_ == "out_of_memory") return fail(ErrorKind::out_of_memory, "no");
    if (act_ == "unsupported") return fail(ErrorKind::unsupported, "no");
    if (act_ == "cancelled") return fail(ErrorKind::cancelled, "no");
    if (act_ == "usage") return fail(ErrorKind::usage, "no");
    if (act_ == "io") return fail(ErrorKind::io, "no");
    return {};
  }
  std::vector<Operation> operations() override {
    return {{"count", [this] { return ++calls_, Result<void>(); }, 1, 0, {}},
            {"device", [] { return Result<void>(); }, 0, 0, [] { return 0.25; }}};
  }
  Result<void> evaluate(Recorder& recorder) override {
    if (act_ == "unknown") recorder.metric("colour", 1.0);
    recorder.metric("calls_count", static_cast<double>(calls_));
    if (act_ == "twice") recorder.metric("calls_count", 1.0);
    if (act_ == "large") recorder.artifact("large", "text/plain", std::string((1U << 20U) + 1, 'x'));
    return {};
  }

 private:
  std::string act_;
  int calls_ = 0;
};

PluginDefinition define() {
  PluginDefinition definition;
  definition.method = {"actor", "stage", "1.0.0", "acts", "", {}, {"cpu"}};
  definition.method.params = {{"act", ParamType::text, "", std::string(""), {}, {}, {}, "what to do"},
                              {"speed", ParamType::real, "", 1.0, 0, 2, {}, "how fast"}};
  definition.track.name = "stage";
  definition.track.workload = {{"size", ParamType::integer, "", std::int64_t{1}, 1, 10, {}, ""},
                               {"kind", ParamType::text, "", std::string("a"), {}, {}, {"a", "b"}, ""}};
  definition.track.metrics = {{"calls_count", "", Direction::neutral, true, ""},
                              {"other_count", "", Direction::neutral, true, ""}};
  definition.track.ingredients = {{"list", "json", {"size"}, {}, false, ""}};
  definition.make_experiment = [] { return std::make_unique<Actor>(); };
  definition.make_ingredient = [](const IngredientRequest& request, Recorder&) -> Result<void> {
    if (request.workload.integer("size").value_or(0) != 3) return fail(ErrorKind::failed, "wrong size");
    if (request.workload.text("kind")) return fail(ErrorKind::failed, "an undeclared value was readable");
    return {};
  };
  return definition;
}

// A host that remembers.
struct Host {
  std::string events;
  std::string reason;
  std::string message;
  std::string answered;
  tare_host callbacks = {
      sizeof(tare_host),
      this,
      [](void* self, const char* json, size_t size) { static_cast<Host*>(self)->events.append(json, size) += '\n'; },
      [](void* self, const char* reason, const char* message) {
        static_cast<Host*>(self)->reason = reason;
        static_cast<Host*>(self)->message = message;
      },
      [](void*) { return 0; },
      [](void* self, const char* json, size_t size) { static_cast<Host*>(self)->answered.assign(json, size); }};
};

Json case_json(const std::string& act) {
  return {{"track", "stage"},
          {"method", "actor"},
          {"workload", {{"size", 3}, {"kind", "a"}}},
          {"params", {{"act", act}, {"speed", 1}}},
          {"seed", 0}};
}

tare_status open(Host& host, const Json& json, tare_instance*& instance) {
  const std::string text = json.dump();
  return sdk::Entry::open(define, &host.callbacks, text.data(), text.size(), &instance);
}

}  // namespace

TEST_CASE("what prepare returns or throws becomes one status with a reason", "[entry]") {
  struct Row {
    const char* act;
    tare_status status;
    const char* reason;
  };
  for (const Row& row :
       {Row{"", TARE_OK, ""}, Row{"throw", TARE_FAILED, "exception"}, Row{"throw_int", TARE_FAILED, "exception"},
        Row{"bad_alloc", TARE_OUT_OF_MEMORY, "allocation"}, Row{"failed", TARE_FAILED, "infeasible"},
        Row{"wrong_answer", TARE_WRONG_ANSWER, ""}, Row{"out_of_memory", TARE_OUT_OF_MEMORY, ""},
        Row{"unsupported", TARE_UNSUPPORTED, ""}, Row{"cancelled", TARE_CANCELLED, ""}, Row{"usage", TARE_FAILED, ""},
        Row{"io", TARE_FAILED, ""}}) {
    CAPTURE(row.act);
    Host host;
    tare_instance* instance = nullptr;
    REQUIRE(open(host, case_json(row.act), instance) == TARE_OK);
    CHECK(sdk::Entry::prepare(instance) == row.status);
    CHECK(host.reason == row.reason);
    CHECK(host.message.empty() == (row.status == TARE_OK));
    sdk::Entry::close(instance);
  }
}

TEST_CASE("calls out of order are refused and leave the case as it was", "[entry]") {
  Host host;
  tare_instance* instance = nullptr;
  REQUIRE(open(host, case_json(""), instance) == TARE_OK);
  CHECK(sdk::Entry::evaluate(instance) == TARE_BAD_CALL);
  CHECK(sdk::Entry::operations(instance) == TARE_BAD_CALL);
  CHECK(sdk::Entry::run(instance, 0, 1, nullptr) == TARE_BAD_CALL);
  CHECK(sdk::Entry::prepare(instance) == TARE_OK);
  CHECK(sdk::Entry::prepare(instance) == TARE_BAD_CALL);
  CHECK(sdk::Entry::run(instance, 0, 1, nullptr) == TARE_BAD_CALL);
  CHECK(sdk::Entry::operations(instance) == TARE_OK);
  CHECK(sdk::Entry::operations(instance) == TARE_BAD_CALL);
  CHECK(sdk::Entry::run(instance, 2, 1, nullptr) == TARE_BAD_CALL);
  CHECK(sdk::Entry::run(instance, 1, 1, nullptr) == TARE_BAD_CALL);  // manual time has nowhere to go
  double manual_s = 0;
  CHECK(sdk::Entry::run(instance, 1, 4, &manual_s) == TARE_OK);
  CHECK(manual_s == 1.0);
  CHECK(sdk::Entry::run(instance, 0, 5, nullptr) == TARE_OK);
  CHECK(sdk::Entry::evaluate(instance) == TARE_OK);
  CHECK(host.events.find(R"("name":"calls_count","value":5.0)") != std::string::npos);
  CHECK(sdk::Entry::evaluate(instance) == TARE_BAD_CALL);
  sdk::Entry::close(instance);
  sdk::Entry::close(nullptr);
  CHECK(sdk::Entry::prepare(nullptr) == TARE_BAD_CALL);
}

TEST_CASE("a case that does not fit the description is refused by the name of its value", "[entry]") {
  struct Row {
    const char* pointer;
    Json value;
    const char* named;
  };
  for (const Row& row :
       {Row{"/workload/size", 11, "'size'"}, Row{"/workload/size", 0, "'size'"}, Row{"/workload/size", "3", "'size'"},
        Row{"/workload/size", 2.5, "'size'"}, Row{"/workload/kind", "c", "'kind'"}, Row{"/params/speed", 3, "'speed'"},
        Row{"/params/sped", 1, "'sped'"}, Row{"/params", Json::object(), "'act'"}, Row{"/track", "other", "other"},
        Row{"/seed", -1, "'seed'"}, Row{"/params/speed", nullptr, "'speed'"}}) {
    CAPTURE(row.pointer, row.value.dump());
    Json json = case_json("");
    json[Json::json_pointer(row.pointer)] = row.value;
    Host host;
    tare_instance* instance = nullptr;
    CHECK(open(host, json, instance) == TARE_BAD_CALL);
    CHECK(instance == nullptr);
    CAPTURE(host.message);
    CHECK(host.message.find(row.named) != std::string::npos);
  }
}

TEST_CASE("a metric that is unknown or told twice and an artifact too large fail the evaluation", "[entry]") {
  for (const auto& [act, reason] :
       {std::pair{"unknown", "unknown_metric"}, {"twice", "duplicate_metric"}, {"large", "artifact_too_large"}}) {
    CAPTURE(act);
    Host host;
    tare_instance* instance = nullptr;
    REQUIRE(open(host, case_json(act), instance) == TARE_OK);
    REQUIRE(sdk::Entry::prepare(instance) == TARE_OK);
    CHECK(sdk::Entry::evaluate(instance) == TARE_FAILED);
    CHECK(host.reason == reason);
    sdk::Entry::close(instance);
  }
}

TEST_CASE("a described metric that was not reported is warned of", "[entry]") {
  Host host;
  tare_instance* instance = nullptr;
  REQUIRE(open(host, case_json(""), instance) == TARE_OK);
  REQUIRE(sdk::Entry::prepare(instance) == TARE_OK);
  REQUIRE(sdk::Entry::evaluate(instance) == TARE_OK);
  CHECK(host.events.find("'other_count'") != std::string::npos);
  CHECK(host.events.find("warning") != std::string::npos);
  sdk::Entry::close(instance);
}

TEST_CASE("an ingredient's maker sees the values that its table names and no others", "[entry]") {
  Host host;
  Json request = {{"name", "list"}, {"workload", {{"size", 3}, {"kind", "a"}}}, {"seed", 0}, {"output", "/out"}};
  std::string text = request.dump();
  CHECK(sdk::Entry::make_ingredient(define, &host.callbacks, text.data(), text.size()) == TARE_OK);
  request["name"] = "lists";
  text = request.dump();
  CHECK(sdk::Entry::make_ingredient(define, &host.callbacks, text.data(), text.size()) == TARE_BAD_CALL);
  CHECK(host.message.find("'lists'") != std::string::npos);
}

TEST_CASE("a description is the same document each time, and an older host is refused", "[entry]") {
  Host host;
  REQUIRE(sdk::Entry::describe(define, &host.callbacks) == TARE_OK);
  const std::string first = host.answered;
  REQUIRE(sdk::Entry::describe(define, &host.callbacks) == TARE_OK);
  CHECK(host.answered == first);
  CHECK(wire::description_from_json(Json::parse(first)).has_value());
  host.callbacks.struct_size = 8;
  CHECK(sdk::Entry::describe(define, &host.callbacks) == TARE_BAD_CALL);
}
