// Every file that cannot be used gets its own reason and a way out, and the usable ones beside it stay usable.
#include "built.hpp"
#include "catalog/catalog.hpp"
#include "golden.hpp"

#include <elf.h>

#include <algorithm>
#include <cstddef>

namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, std::string_view text) {
  REQUIRE(tare::file::write_atomically(path, text).has_value());
}

std::string bytes_of(const std::string& fixture) {
  auto bytes = tare::file::contents(built::fixture(fixture));
  REQUIRE(bytes.has_value());
  return *bytes;
}

// Files that no compiler makes.
void make_odd_files(const fs::path& folder) {
  write(folder / "empty.so", "");
  write(folder / "notes.so", "not a library\n");
  const std::string whole = bytes_of("usable");
  write(folder / "short.so", std::string_view(whole).substr(0, 40));
  write(folder / "half.so", std::string_view(whole).substr(0, 4096));
  std::string other = whole;
  // No machine that this test runs on is an Elbrus.
  other[offsetof(Elf64_Ehdr, e_machine)] = static_cast<char>(175);
  other[offsetof(Elf64_Ehdr, e_machine) + 1] = 0;
  write(folder / "other.so", other);
  other = whole;
  other[EI_CLASS] = ELFCLASS32;
  write(folder / "narrow.so", other);
  fs::create_symlink(folder / "nowhere", folder / "dangling.so");
}

std::string redacted(std::string text, const std::string& path, const std::string& name) {
  for (std::size_t at = text.find(path); at != std::string::npos; at = text.find(path, at)) {
    text.replace(at, path.size(), name);
  }
  return text;
}

// Numbers of bytes differ between compilers.
std::string without_sizes(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (is_digit && i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9') continue;
    out += is_digit ? 'N' : text[i];
  }
  return out;
}

std::string page(const tare::model::Catalog& catalog, const fs::path& scratch) {
  std::vector<std::string> lines;
  for (const auto& refusal : catalog.refusals) {
    std::string line = "  " + refusal.path + "\n    " + refusal.message + "\n";
    line = redacted(line, built::fixture("x").parent_path().string(), "FIXTURES");
    line = redacted(line, scratch.string(), "SCRATCH");
    if (refusal.reason == "truncated") line = without_sizes(line);
    lines.push_back(refusal.reason + "\n" + line);
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

}  // namespace

TEST_CASE("each file that cannot be used is refused with its reason and a way out", "[catalog]") {
  const auto scratch = built::scratch();
  make_odd_files(scratch.path() / "odd");
  auto options = built::options(scratch.path() / "cache");
  options.plugin_path = {scratch.path() / "odd"};
  for (const char* name :
       {"usable", "another_usable", "duplicate", "crashes", "exits", "throws", "two_names", "bad_table", "other_track",
        "no_entry", "wrong_magic", "newer_major", "newer_minor", "missing_symbol", "missing_library"}) {
    options.plugin_path.push_back(built::fixture(name));
  }
  const auto catalog = tare::catalog::load(options);
  REQUIRE(catalog.has_value());
  tare::golden::check("refused_plugins.txt", page(*catalog, scratch.path()));
  REQUIRE(catalog->methods.contains("refused"));
  CHECK(catalog->methods.at("refused").size() == 2);
  CHECK(catalog->method("refused", "usable") != nullptr);
  CHECK(catalog->method("refused", "another-usable") != nullptr);
}

TEST_CASE("a plugin that hangs is given up at the limit and refused", "[catalog]") {
  const auto scratch = built::scratch();
  auto options = built::options(scratch.path() / "cache");
  options.plugin_path = {built::fixture("hangs")};
  options.describe_limit_s = 0.5;
  const auto catalog = tare::catalog::load(options);
  REQUIRE(catalog.has_value());
  REQUIRE(catalog->refusals.size() == 1);
  CHECK(catalog->refusals[0].reason == "hung_on_load");
  CHECK(catalog->refusals[0].message ==
        "did not answer in time when it was loaded and asked what it is (0.5 s); do work in prepare, not in static "
        "objects; TARE_DESCRIBE_TIMEOUT gives it more seconds");
}

TEST_CASE("without a worker every plugin is refused and tare goes on", "[catalog]") {
  const auto scratch = built::scratch();
  auto options = built::options(scratch.path() / "cache");
  options.installation.worker_program = scratch.path() / "no-worker";
  options.plugin_path = {built::fixture("usable")};
  const auto catalog = tare::catalog::load(options);
  REQUIRE(catalog.has_value());
  REQUIRE(catalog->refusals.size() == 1);
  CHECK(catalog->refusals[0].reason == "no_worker");
}
