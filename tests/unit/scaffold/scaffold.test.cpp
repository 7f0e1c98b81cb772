// `tare new`: where the files go, what is changed, and that nothing that is there is touched. That the files compile
// and run is tested in tests/e2e.
#include "scaffold/scaffold.hpp"

#include "base/file.hpp"
#include "catch.hpp"
#include "scaffold/place.hpp"

#include <algorithm>
#include <cstdlib>

namespace fs = std::filesystem;
using tare::scaffold::Request;

namespace {

void write(const fs::path& path, std::string_view text) {
  REQUIRE(tare::file::write_atomically(path, text).has_value());
}

std::string text_of(const fs::path& path) { return tare::file::contents(path).value_or("(missing)"); }

// A tree with one track, and the templates of this source tree.
class Tree {
 public:
  Tree() : folder_(std::move(*tare::file::TemporaryFolder::create("scaffold"))) {
    write(root() / "meson.build", "project('tare', 'cpp')\n");
    write(root() / "plugins" / "meson.build", "built_plugins = []\n");
    write(root() / "plugins" / "sorting" / "meson.build",
          "methods = {\n  'quick': ['quick.cpp'],\n  # new methods go above this line\n}\n");
    write(root() / "plugins" / "sorting" / "template" / "plugin.cpp.in", "// @name@ in @include@\n");
    write(root() / "plugins" / "sorting" / "template" / "@snake@.cpp.in", "class @Camel@;\n");
    write(root() / "plugins" / "sorting" / "template" / "meson.line.in", "  '@name@': ['@snake@.cpp'],\n");
    write(root() / "plugins" / "sorting" / "template" / "suite.toml.in", "# @name@\n");
  }
  [[nodiscard]] fs::path root() const { return folder_.path() / "tree"; }
  [[nodiscard]] fs::path outside() const {
    fs::create_directories(folder_.path() / "outside");
    return folder_.path() / "outside";
  }
  [[nodiscard]] Request request(const std::string& track, const std::string& name, const fs::path& from) const {
    Request request;
    request.track = track;
    request.name = name;
    request.working_folder = from;
    request.installation.source_root = root();
    request.installation.template_folder = fs::path(std::getenv("TARE_SOURCE_ROOT")) / "core" / "sdk" / "templates";
    return request;
  }

 private:
  tare::file::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a method in the tree gets its folder, its line and its suite", "[scaffold]") {
  const Tree tree;
  const auto made = tare::scaffold::new_method(tree.request("sorting", "merge-sort", tree.root() / "plugins"));
  REQUIRE(made.has_value());
  CHECK(made->is_in_tree);
  const fs::path folder = tree.root() / "plugins" / "sorting" / "merge-sort";
  CHECK(text_of(folder / "plugin.cpp") == "// merge-sort in sorting/merge-sort/\n");
  CHECK(text_of(folder / "merge_sort.cpp") == "class MergeSort;\n");
  CHECK(text_of(tree.root() / "suites" / "sorting" / "merge-sort.toml") == "# merge-sort\n");
  CHECK(text_of(tree.root() / "plugins" / "sorting" / "meson.build") ==
        "methods = {\n  'quick': ['quick.cpp'],\n  'merge-sort': ['merge_sort.cpp'],\n  # new methods go above this "
        "line\n}\n");
}

TEST_CASE("a method outside the tree, or with an output folder, is a project of its own", "[scaffold]") {
  const Tree tree;
  const auto made = tare::scaffold::new_method(tree.request("sorting", "merge-sort", tree.outside()));
  REQUIRE(made.has_value());
  CHECK_FALSE(made->is_in_tree);
  CHECK(made->changed.empty());
  const fs::path folder = tree.outside() / "merge-sort";
  CHECK(text_of(folder / "plugin.cpp") == "// merge-sort in \n");
  CHECK(text_of(folder / "meson.build").find("dependency('tare-sorting')") != std::string::npos);
  CHECK_FALSE(fs::exists(folder / "meson.line"));

  auto request = tree.request("sorting", "other", tree.root());
  request.output = tree.outside() / "deep" / "er";
  REQUIRE(tare::scaffold::new_method(request).has_value());
  CHECK(fs::exists(tree.outside() / "deep" / "er" / "other" / "meson.build"));
}

TEST_CASE("a track in the tree is entered among the tracks and then takes methods", "[scaffold]") {
  const Tree tree;
  auto request = tree.request("graph-colouring", "", tree.root());
  // The templates of the tree that one stands in come before those of the program.
  REQUIRE(tare::scaffold::new_track(request).has_value());
  CHECK(text_of(tree.root() / "plugins" / "meson.build") == "built_plugins = []\nsubdir('graph-colouring')\n");
  const auto method = tare::scaffold::new_method(tree.request("graph-colouring", "greedy", tree.root()));
  REQUIRE(method.has_value());
  const fs::path folder = tree.root() / "plugins" / "graph-colouring";
  CHECK(text_of(folder / "greedy" / "plugin.cpp").find("TARE_GRAPH_COLOURING_METHOD(\"greedy\"") != std::string::npos);
  CHECK(text_of(folder / "greedy" / "greedy.hpp").find("graph-colouring/problem/method.hpp") != std::string::npos);
  CHECK(text_of(folder / "meson.build").find("'greedy': ['greedy.cpp'],\n") != std::string::npos);
}

TEST_CASE("a track outside the tree is a project that takes methods too", "[scaffold]") {
  const Tree tree;
  REQUIRE(tare::scaffold::new_track(tree.request("colouring", "", tree.outside())).has_value());
  const fs::path project = tree.outside() / "colouring";
  CHECK(fs::exists(project / "suites" / "colouring" / "first.toml"));
  const auto method = tare::scaffold::new_method(tree.request("colouring", "greedy", project / "colouring"));
  REQUIRE(method.has_value());
  CHECK(fs::exists(project / "colouring" / "greedy" / "greedy.cpp"));
  CHECK(fs::exists(project / "suites" / "colouring" / "greedy.toml"));
}

TEST_CASE("no placeholder is left in what is written", "[scaffold]") {
  const Tree tree;
  const auto track = tare::scaffold::new_track(tree.request("colouring", "", tree.outside()));
  REQUIRE(track.has_value());
  const auto method = tare::scaffold::new_method(tree.request("colouring", "greedy", tree.outside() / "colouring"));
  REQUIRE(method.has_value());
  std::vector<fs::path> files = track->files;
  files.insert(files.end(), method->files.begin(), method->files.end());
  for (const fs::path& file : files) {
    if (file.string().find("/template/") != std::string::npos) continue;
    CAPTURE(file);
    CHECK(text_of(file).find('@') == std::string::npos);
    CHECK(file.string().find('@') == std::string::npos);
  }
}

TEST_CASE("a folder that is there is never written into", "[scaffold]") {
  const Tree tree;
  write(tree.root() / "plugins" / "sorting" / "mine" / "notes.txt", "keep");
  const auto made = tare::scaffold::new_method(tree.request("sorting", "mine", tree.root()));
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().kind == tare::ErrorKind::usage);
  CHECK_FALSE(fs::exists(tree.root() / "plugins" / "sorting" / "mine" / "plugin.cpp"));
  CHECK(text_of(tree.root() / "plugins" / "sorting" / "meson.build").find("mine") == std::string::npos);
  CHECK_FALSE(tare::scaffold::new_track(tree.request("sorting", "", tree.root())).has_value());
}

TEST_CASE("when one file is in the way nothing is written at all", "[scaffold]") {
  const Tree tree;
  write(tree.root() / "suites" / "sorting" / "mine.toml", "keep");
  REQUIRE_FALSE(tare::scaffold::new_method(tree.request("sorting", "mine", tree.root())).has_value());
  CHECK(text_of(tree.root() / "suites" / "sorting" / "mine.toml") == "keep");
  CHECK_FALSE(fs::exists(tree.root() / "plugins" / "sorting" / "mine" / "plugin.cpp"));
}

TEST_CASE("an unknown track is refused with the nearest one that is known", "[scaffold]") {
  const Tree tree;
  const auto made = tare::scaffold::new_method(tree.request("sortin", "mine", tree.outside()));
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().message.find("did you mean sorting?") != std::string::npos);
}
