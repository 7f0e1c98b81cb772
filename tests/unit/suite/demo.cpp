// Implementation of demo.hpp.
#include "demo.hpp"

#include "base/digest.hpp"
#include "suite/render.hpp"

namespace tare::suite {
namespace {

TrackDescription demo_track() {
  TrackDescription track;
  track.name = "demo";
  track.workload = {
      {"network", ParamType::file, "", std::string("lenet"), {}, {}, {"lenet", "alexnet", "vgg-a"}, "a net"},
      {"batch", ParamType::integer, "", std::int64_t{256}, 1, 65536, {}, ""},
      {"levels", ParamType::integer, "", std::int64_t{4}, 0, 20, {}, ""},
      {"bandwidth", ParamType::real, "bytes/s", 2e8, 1, {}, {}, ""},
      {"latency", ParamType::real, "s", 0.0, 0, 10, {}, ""},
      {"buffer", ParamType::integer, "bytes", std::int64_t{1024}, 0, 1e15, {}, ""},
      {"sparsity", ParamType::real, "", 0.5, 0, 1, {}, ""},
      {"topology", ParamType::text, "", std::string("h-tree"), {}, {}, {"h-tree", "torus"}, ""},
      {"title", ParamType::text, "", std::string(), {}, {}, {}, ""},
      {"overlap", ParamType::boolean, "", false, {}, {}, {}, ""},
  };
  track.metrics = {{"step_time_s", "s", Direction::lower, true, ""},
                   {"step_bytes", "bytes", Direction::lower, true, ""}};
  return track;
}

model::Method method(const std::string& track, const std::string& name, std::vector<ParamSpec> params = {}) {
  model::Method made;
  made.description = {name, track, "1", "", "", std::move(params), {"cpu"}};
  made.path = "/plugins/" + name + ".so";
  made.digest = "digest-of-" + name;
  made.track_digest = "digest-of-" + track;
  return made;
}

Result<model::Method> describe(const std::vector<std::string>& command) {
  if (command.back() == "broken.py")
    return fail(ErrorKind::plugin, "the program ended with exit code 1 before it answered");
  std::string track = command.back() == "stray.py" ? "other" : "demo";
  if (command.back() == "--fast") track = "parallelism";
  const std::string name = command.back() == "copycat.py" ? "base" : "peer";
  model::Method made = method(track, name, {{"width", ParamType::integer, "", std::int64_t{1}, 1, 64, {}, ""}});
  made.path = command.front();
  made.digest = "digest-of-" + command.back();
  made.track_digest.clear();
  return made;
}

}  // namespace

model::Catalog demo_catalog() {
  model::Catalog catalog;
  catalog.tracks["demo"] = {demo_track(), "digest-of-demo"};
  catalog.tracks["other"] = {{"other", "", {}, {}}, "digest-of-other"};
  catalog.methods["demo"]["base"] = method("demo", "base");
  catalog.methods["demo"]["fast"] =
      method("demo", "fast",
             {{"depth", ParamType::integer, "", std::int64_t{3}, 1, 9, {}, ""},
              {"rule", ParamType::text, "", std::string("own"), {}, {}, {"own", "prev"}, ""}});
  catalog.methods["demo"]["slow"] = method("demo", "slow");
  // What suites/README.md uses; the real track has these keys and more.
  TrackDescription parallelism;
  parallelism.name = "parallelism";
  parallelism.workload = {
      {"network", ParamType::file, "", std::string("lenet-c"), {}, {}, {"lenet-c", "vgg-a", "vgg-b"}, ""},
      {"batch", ParamType::integer, "", std::int64_t{256}, 1, {}, {}, ""},
      {"levels", ParamType::integer, "", std::int64_t{4}, 0, 20, {}, ""},
      {"bandwidth_bytes_per_s", ParamType::real, "bytes/s", 2e8, 1, {}, {}, ""},
      {"macs", ParamType::text, "", std::string("output"), {}, {}, {"input", "output"}, ""},
  };
  parallelism.metrics = {{"step_time_s", "s", Direction::lower, true, ""}};
  catalog.tracks["parallelism"] = {parallelism, "digest-of-parallelism"};
  catalog.methods["parallelism"]["data-parallel"] = method("parallelism", "data-parallel");
  catalog.methods["parallelism"]["hypar"] = method("parallelism", "hypar");
  catalog.methods["parallelism"]["annealing"] = method(
      "parallelism", "annealing", {{"evaluation_count", ParamType::integer, "", std::int64_t{10000}, 1, {}, {}, ""}});
  catalog.methods["other"]["foreign"] = method("other", "foreign");
  catalog.refusals = {{"/plugins/rusty.so", "newer_major", "it was built for a newer tare; rebuild it with this tree"}};
  return catalog;
}

Loaded load_files(const Files& files, const std::string& name) {
  const model::Catalog catalog = demo_catalog();
  const auto read = [&](const std::filesystem::path& path) -> Result<std::string> {
    const auto found = files.find(path.string());
    if (found == files.end())
      return fail(ErrorKind::io, "cannot open " + path.string() + ": No such file or directory");
    return found->second;
  };
  const auto file_digest = [&](const std::filesystem::path& path) {
    return read(path).map([](const std::string& text) { return digest::of_text(text); });
  };
  const auto describe_exec = [](const std::vector<std::string>& command, const std::filesystem::path&,
                                const std::map<std::string, std::string>&) { return describe(command); };
  return load(name, LoadContext{catalog, "/suites", read, file_digest, describe_exec, {{"criteo", "avazu"}}});
}

Loaded load_text(const std::string& text) {
  return load_files({{"/suites/a.toml", text}, {"/suites/nets/small.toml", "layers"}}, "a.toml");
}

std::string rendered(const std::string& text) {
  const Loaded loaded = load_text(text);
  return render(loaded.findings, loaded.texts, false);
}

}  // namespace tare::suite
