// locate: the user's folder comes before the cache, and what is there is judged by content.
#include "data/locate.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "catch.hpp"

namespace {

namespace fs = std::filesystem;

// A known data set "one" of one file "a.txt" that says "hello".
struct Scene {
  tare::file::TemporaryFolder folder;
  tare::data::Places places;
};

Scene make_scene() {
  auto folder = tare::file::TemporaryFolder::create("tare-test");
  REQUIRE(folder.has_value());
  const std::string text =
      "title = \"t\"\nabout = \"a\"\nsource = \"s\"\nlicence = \"l\"\nlicence_text = \"x\"\nreading = \"r\"\n"
      "rows_count = 1\n[[file]]\npath = \"a.txt\"\nsize_bytes = 5\nsha256 = \"" +
      tare::digest::of_text("hello") + "\"\n";
  const fs::path root = folder->path();
  REQUIRE(tare::file::write_atomically(root / "known" / "one" / "dataset.toml", text).has_value());
  return {std::move(*folder), {root / "known", root / "mine", root / "cache"}};
}

void put(const fs::path& folder, const std::string& text) {
  REQUIRE(tare::file::write_atomically(folder / "one" / "a.txt", text).has_value());
}

}  // namespace

TEST_CASE("a data set in the named folder is used before the cache", "[data]") {
  const Scene scene = make_scene();
  put(scene.places.cache_folder, "hello");
  CHECK(tare::data::resolve(scene.places, "one").value() == scene.places.cache_folder / "one");
  put(scene.places.data_folder, "hello");
  CHECK(tare::data::resolve(scene.places, "one").value() == scene.places.data_folder / "one");
}

TEST_CASE("a broken copy in the named folder does not hide the good one in the cache", "[data]") {
  const Scene scene = make_scene();
  put(scene.places.data_folder, "hallo");
  put(scene.places.cache_folder, "hello");
  CHECK(tare::data::resolve(scene.places, "one").value() == scene.places.cache_folder / "one");
}

TEST_CASE("a data set that is not here is no_data with the way to get it", "[data]") {
  const Scene scene = make_scene();
  const auto missing = tare::data::resolve(scene.places, "one");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().reason == "no_data");
  CHECK(missing.error().message.find("--data DIR") != std::string::npos);
  put(scene.places.data_folder, "hallo");
  const auto broken = tare::data::resolve(scene.places, "one");
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.error().message.find("has SHA-256") != std::string::npos);
  CHECK(tare::data::resolve_all(scene.places, {"one", "two"}).empty());
}

TEST_CASE("a file is judged by presence, size and content", "[data]") {
  const Scene scene = make_scene();
  const auto dataset = tare::data::load_dataset(scene.places.dataset_folder, "one");
  REQUIRE(dataset.has_value());
  const fs::path folder = scene.places.data_folder / "one";
  const auto state = [&](tare::data::Depth depth) { return inspect(*dataset, folder, depth).front().state; };
  CHECK(state(tare::data::Depth::content) == tare::data::FileState::missing);
  put(scene.places.data_folder, "hell");
  CHECK(state(tare::data::Depth::content) == tare::data::FileState::wrong_size);
  put(scene.places.data_folder, "hallo");
  CHECK(state(tare::data::Depth::size) == tare::data::FileState::good);
  CHECK(state(tare::data::Depth::content) == tare::data::FileState::wrong_content);
  put(scene.places.data_folder, "hello");
  CHECK(state(tare::data::Depth::content) == tare::data::FileState::good);
}
