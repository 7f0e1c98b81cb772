// Implementation of scaffold.hpp.
#include "scaffold/scaffold.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "scaffold/names.hpp"
#include "scaffold/place.hpp"
#include "scaffold/templates.hpp"

#include <fmt/format.h>

#include <system_error>

namespace tare::scaffold {
namespace {

namespace fs = std::filesystem;

struct Writing {
  std::vector<TextFile> files;                            // absolute paths
  std::vector<std::pair<fs::path, std::string>> changes;  // existing files and their new texts
};

bool is_there(const fs::path& path) {
  std::error_code problem;
  return fs::exists(fs::symlink_status(path, problem));
}

void add(Writing& writing, const fs::path& folder, std::vector<TextFile> files) {
  for (TextFile& file : files) writing.files.push_back({(folder / file.path).lexically_normal(), std::move(file.text)});
}

// Takes the file of that name out of an expanded template.
std::optional<TextFile> taken(std::vector<TextFile>& files, std::string_view name) {
  for (auto file = files.begin(); file != files.end(); ++file) {
    if (file->path != fs::path(name)) continue;
    TextFile found = std::move(*file);
    files.erase(file);
    return found;
  }
  return std::nullopt;
}

// All or nothing: what was written is taken back when a later file cannot be.
Result<void> write(const Writing& writing) {
  std::vector<fs::path> written;
  const auto take_back = [&](Error error) -> Result<void> {
    std::error_code ignored;
    for (const fs::path& path : written) fs::remove(path, ignored);
    return tl::unexpected(std::move(error));
  };
  for (const TextFile& file : writing.files) {
    if (is_there(file.path)) {
      return take_back({ErrorKind::usage, fmt::format("{} exists; nothing was written", file.path.string())});
    }
    auto done = file::write_atomically(file.path, file.text);
    if (!done) return take_back(done.error());
    written.push_back(file.path);
  }
  for (const auto& [path, text] : writing.changes) {
    if (auto done = file::write_atomically(path, text); !done) return take_back(done.error());
  }
  return {};
}

Result<Made> made(const Writing& writing, const fs::path& folder, bool is_in_tree, std::vector<std::string> steps) {
  if (auto done = write(writing); !done) return tl::unexpected(done.error());
  Made made{is_in_tree, folder, {}, {}, std::move(steps)};
  for (const TextFile& file : writing.files) made.files.push_back(file.path);
  for (const auto& [path, text] : writing.changes) made.changed.push_back(path);
  return made;
}

Values method_values(const Request& request, bool is_in_tree) {
  return {{"name", request.name},
          {"snake", snake_case(request.name)},
          {"Camel", camel_case(request.name)},
          {"track", request.track},
          {"include", is_in_tree ? fmt::format("{}/{}/", request.track, request.name) : std::string()}};
}

Result<fs::path> free_folder(const fs::path& folder) {
  if (is_there(folder)) {
    return fail(ErrorKind::usage, fmt::format("{} exists; choose another name or remove it first", folder.string()));
  }
  return folder;
}

Result<fs::path> template_of(const Request& request, const std::optional<TrackHome>& home) {
  if (home && is_there(home->tracks_folder / request.track / "template")) {
    return home->tracks_folder / request.track / "template";
  }
  if (auto found = method_template(request.installation, request.track)) return *found;
  const auto known = tracks_with_template(request.installation);
  const auto meant = text::nearest(request.track, known);
  const std::string hint =
      meant ? fmt::format("did you mean {}?", *meant)
      : known.empty()
          ? "call this in the folder of the track's project"
          : fmt::format("known: {}; a track of your own is known in its project's folder", fmt::join(known, ", "));
  return fail(ErrorKind::usage, fmt::format("no track called {} has a template for methods; {}", request.track, hint));
}

Result<fs::path> own_templates(const Request& request) {
  if (!request.installation.template_folder.empty()) return request.installation.template_folder;
  return fail(ErrorKind::io,
              "the templates that belong to this tare are missing; install it again (share/tare/templates)");
}

Result<Made> method_in_home(const Request& request, const TrackHome& home, const fs::path& templates) {
  const fs::path track_folder = home.tracks_folder / request.track;
  const auto folder = free_folder(track_folder / request.name);
  if (!folder) return tl::unexpected(folder.error());
  auto files = expanded_folder(templates, method_values(request, true));
  if (!files) return tl::unexpected(files.error());
  const auto line = taken(*files, "meson.line");
  const auto suite = taken(*files, "suite.toml");
  const auto build_file = file::contents(track_folder / "meson.build");
  if (!build_file) return tl::unexpected(build_file.error());
  std::string changed = inserted_above(*build_file, kMethodMark, line ? line->text : std::string());
  if (changed.empty() || !line) {
    return fail(ErrorKind::io, fmt::format("{} has no line `{}` to enter the method above",
                                           (track_folder / "meson.build").string(), kMethodMark));
  }
  Writing writing;
  writing.changes.emplace_back(track_folder / "meson.build", std::move(changed));
  add(writing, *folder, std::move(*files));
  const fs::path suite_path = home.suites_folder / request.track / (request.name + ".toml");
  if (suite) writing.files.push_back({suite_path, suite->text});
  const std::string shown = suite_path.lexically_relative(home.root).string();
  return made(writing, *folder, true,
              home.is_tare_tree
                  ? std::vector<std::string>{fmt::format("scripts/tare run {}", shown)}
                  : std::vector<std::string>{"ninja -C build", fmt::format("tare run {} --plugin-path build", shown)});
}

Result<Made> method_project(const Request& request, const fs::path& templates) {
  const auto root = own_templates(request);
  if (!root) return tl::unexpected(root.error());
  const fs::path base = request.output ? request.working_folder / *request.output : request.working_folder;
  const auto folder = free_folder((base / request.name).lexically_normal());
  if (!folder) return tl::unexpected(folder.error());
  const Values values = method_values(request, false);
  auto files = expanded_folder(templates, values);
  if (!files) return tl::unexpected(files.error());
  auto project = expanded_folder(*root / "method-project", values);
  if (!project) return tl::unexpected(project.error());
  static_cast<void>(taken(*files, "meson.line"));
  Writing writing;
  add(writing, *folder, std::move(*files));
  add(writing, *folder, std::move(*project));
  return made(writing, *folder, false,
              {fmt::format("cd {}", folder->string()), "meson setup build", "ninja -C build",
               "tare run suite.toml --plugin-path build"});
}

Values track_values(const std::string& track) {
  return {{"track", track}, {"track_snake", snake_case(track)}, {"TRACK", upper_snake_case(track)}};
}

Result<Made> track_in_tree(const Request& request, const TrackHome& tree, const fs::path& templates) {
  const auto folder = free_folder(tree.tracks_folder / request.track);
  if (!folder) return tl::unexpected(folder.error());
  const Values values = track_values(request.track);
  auto files = expanded_folder(templates / "track", values);
  if (!files) return tl::unexpected(files.error());
  auto suites = expanded_folder(templates / "track-suite", values);
  if (!suites) return tl::unexpected(suites.error());
  const fs::path list = tree.tracks_folder / "meson.build";
  auto text = file::contents(list);
  if (!text) return tl::unexpected(text.error());
  if (!text->empty() && !text->ends_with('\n')) *text += '\n';
  Writing writing;
  add(writing, *folder, std::move(*files));
  add(writing, tree.suites_folder / request.track, std::move(*suites));
  writing.changes.emplace_back(list, fmt::format("{}subdir('{}')\n", *text, request.track));
  return made(writing, *folder, true, {fmt::format("scripts/tare run suites/{}/first.toml", request.track)});
}

Result<Made> track_project(const Request& request, const fs::path& templates) {
  const fs::path base = request.output ? request.working_folder / *request.output : request.working_folder;
  const auto folder = free_folder((base / request.track).lexically_normal());
  if (!folder) return tl::unexpected(folder.error());
  const Values values = track_values(request.track);
  Writing writing;
  const std::vector<std::pair<std::string, fs::path>> parts = {
      {"track-project", {}}, {"track", request.track}, {"track-suite", fs::path("suites") / request.track}};
  for (const auto& [name, place] : parts) {
    auto files = expanded_folder(templates / name, values);
    if (!files) return tl::unexpected(files.error());
    add(writing, *folder / place, std::move(*files));
  }
  return made(writing, *folder, false,
              {fmt::format("cd {}", folder->string()), "meson setup build", "ninja -C build",
               fmt::format("tare run suites/{}/first.toml --plugin-path build", request.track)});
}

}  // namespace

Result<Made> new_method(const Request& request) {
  if (auto checked = check_name("method", request.name); !checked) return tl::unexpected(checked.error());
  if (auto checked = check_name("track", request.track); !checked) return tl::unexpected(checked.error());
  const auto home = request.output ? std::nullopt : home_of_track(request.working_folder, request.track);
  const auto templates = template_of(request, home);
  if (!templates) return tl::unexpected(templates.error());
  return home ? method_in_home(request, *home, *templates) : method_project(request, *templates);
}

Result<Made> new_track(const Request& request) {
  if (auto checked = check_name("track", request.track); !checked) return tl::unexpected(checked.error());
  const auto tree = request.output ? std::nullopt : tare_tree(request.working_folder);
  const auto templates = tree && is_there(tree->root / "core" / "sdk" / "templates")
                             ? Result<fs::path>(tree->root / "core" / "sdk" / "templates")
                             : own_templates(request);
  if (!templates) return tl::unexpected(templates.error());
  return tree ? track_in_tree(request, *tree, *templates) : track_project(request, *templates);
}

}  // namespace tare::scaffold
