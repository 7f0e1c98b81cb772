// dataset: descriptions are read whole or refused with the line, and those that ship are right.
#include "data/dataset.hpp"

#include <cstdlib>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "catch.hpp"

namespace {

const std::string kHead =
    "title = \"t\"\nabout = \"a\"\nsource = \"s\"\nlicence = \"l\"\nlicence_text = \"x\"\nreading = \"r\"\n"
    "rows_count = 3\n";
const std::string kHash(64, 'a');

std::string file_table(const std::string& path, const std::string& more = {}) {
  return "[[file]]\npath = \"" + path + "\"\nsize_bytes = 5\nsha256 = \"" + kHash + "\"\n" + more;
}

tare::Result<tare::data::Dataset> load_text(const std::string& text, const std::string& name = "one") {
  const auto folder = tare::file::TemporaryFolder::create("tare-test");
  REQUIRE(folder.has_value());
  REQUIRE(tare::file::write_atomically(folder->path() / "one" / "dataset.toml", text).has_value());
  return tare::data::load_dataset(folder->path(), name);
}

}  // namespace

TEST_CASE("a description is read with every packing of a file", "[data]") {
  const auto dataset = load_text(kHead + file_table("a/b.gz", "also = [{ size_bytes = 6, sha256 = \"" + kHash +
                                                                  "\", address = \"https://example.org/b\" }]\n"));
  REQUIRE(dataset.has_value());
  CHECK(dataset->rows_count == 3);
  REQUIRE(dataset->files.size() == 1);
  CHECK(dataset->files[0].packings.size() == 2);
  CHECK(tare::data::is_fetchable(*dataset));
  CHECK(tare::data::offered_packing(dataset->files[0])->size_bytes == 6);
  CHECK(tare::data::size_bytes(*dataset) == 6);
}

TEST_CASE("a data set with a file that nobody offers cannot be fetched", "[data]") {
  const auto dataset = load_text(kHead + file_table("a", "address = \"https://example.org/a\"\n") + file_table("b"));
  REQUIRE(dataset.has_value());
  CHECK_FALSE(tare::data::is_fetchable(*dataset));
}

TEST_CASE("a wrong description is refused with its line and what is wrong", "[data]") {
  struct Row {
    const char* name;
    std::string text;
    const char* expected;
  };
  const std::vector<Row> rows = {
      {"no TOML", "title = ", "dataset.toml:1"},
      {"key missing", "title = \"t\"\n" + file_table("a"), "the key about is missing"},
      {"unknown key", "licens = 1\n" + kHead + file_table("a"), "dataset.toml:1: unknown key licens, did you mean"},
      {"wrong type", kHead + "citation = 5\n" + file_table("a"), "citation is an integer"},
      {"no file", kHead, "the key file is missing"},
      {"empty list", kHead + "file = []\n", "at least one file"},
      {"path leaves", kHead + file_table("../a"), "stay inside the folder"},
      {"path inside leaves", kHead + file_table("a/../../b"), "stay inside the folder"},
      {"absolute path", kHead + file_table("/etc/passwd"), "stay inside the folder"},
      {"short hash", kHead + "[[file]]\npath = \"a\"\nsize_bytes = 5\nsha256 = \"ab\"\n", "64 lower-case"},
      {"negative size", kHead + "[[file]]\npath = \"a\"\nsize_bytes = -5\nsha256 = \"" + kHash + "\"\n",
       "size_bytes is negative"},
      {"local address", kHead + file_table("a", "address = \"file:///etc/passwd\"\n"), "https:// or http://"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto dataset = load_text(row.text);
    REQUIRE_FALSE(dataset.has_value());
    CAPTURE(dataset.error().message);
    CHECK(dataset.error().message.find(row.expected) != std::string::npos);
    CHECK(dataset.error().kind == tare::ErrorKind::data);
  }
}

TEST_CASE("an unknown name is refused with the nearest known one", "[data]") {
  const auto dataset = load_text(kHead + file_table("a"), "onee");
  REQUIRE_FALSE(dataset.has_value());
  CHECK(dataset.error().kind == tare::ErrorKind::usage);
  CHECK(dataset.error().message.find("did you mean one") != std::string::npos);
}

TEST_CASE("the content's digest changes with a hash and not with an address", "[data]") {
  const auto plain = load_text(kHead + file_table("a"));
  const auto offered = load_text(kHead + file_table("a", "address = \"https://example.org/a\"\n"));
  auto other = plain;
  REQUIRE((plain.has_value() && offered.has_value()));
  other->files[0].packings[0].sha256[0] = 'b';
  CHECK(tare::data::content_digest(*plain) == tare::data::content_digest(*offered));
  CHECK(tare::data::content_digest(*plain) != tare::data::content_digest(*other));
}

TEST_CASE("every data set that ships has a readable description", "[data]") {
  const std::filesystem::path folder = std::filesystem::path(std::getenv("TARE_SOURCE_ROOT")) / "datasets";
  const auto names = tare::data::known_names(folder);
  CHECK(names.size() >= 8);
  for (const std::string& name : names) {
    CAPTURE(name);
    const auto dataset = tare::data::load_dataset(folder, name);
    if (!dataset) FAIL(dataset.error().message);
    CHECK(dataset->rows_count > 0);
  }
}
