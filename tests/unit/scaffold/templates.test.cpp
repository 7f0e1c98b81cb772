// templates: placeholders, folders of them and lines entered above a mark.
#include "scaffold/templates.hpp"

#include "base/file.hpp"
#include "catch.hpp"

using tare::scaffold::expanded;

TEST_CASE("placeholders with a value are replaced and all other text stays", "[scaffold]") {
  const tare::scaffold::Values values = {{"name", "hypar"}, {"empty", ""}};
  CHECK(expanded("class @name@;", values) == "class hypar;");
  CHECK(expanded("@name@@name@", values) == "hyparhypar");
  CHECK(expanded("a@empty@b", values) == "ab");
  CHECK(expanded("me@here.org and @name@", values) == "me@here.org and hypar");
  CHECK(expanded("@other@ @name@", values) == "@other@ hypar");
  CHECK(expanded("@", values) == "@");
  CHECK(expanded("@name", values) == "@name");
  CHECK(expanded("", values).empty());
}

TEST_CASE("a folder's paths and texts are expanded and one .in is taken off", "[scaffold]") {
  const auto folder = tare::file::TemporaryFolder::create("templates");
  REQUIRE(folder.has_value());
  REQUIRE(tare::file::write_atomically(folder->path() / "@name@" / "@name@.cpp.in", "// @name@").has_value());
  REQUIRE(tare::file::write_atomically(folder->path() / "again.md.in.in", "@later@").has_value());
  REQUIRE(tare::file::write_atomically(folder->path() / "notes.txt", "not a template").has_value());
  const auto files = tare::scaffold::expanded_folder(folder->path(), {{"name", "hypar"}});
  REQUIRE(files.has_value());
  REQUIRE(files->size() == 2);
  CHECK((*files)[0].path == "again.md.in");
  CHECK((*files)[0].text == "@later@");
  CHECK((*files)[1].path == "hypar/hypar.cpp");
  CHECK((*files)[1].text == "// hypar");
}

TEST_CASE("a line is entered above the mark's line", "[scaffold]") {
  CHECK(tare::scaffold::inserted_above("a\n  # mark\nb\n", "# mark", "new") == "a\nnew\n  # mark\nb\n");
  CHECK(tare::scaffold::inserted_above("# mark", "# mark", "new\n") == "new\n# mark");
  CHECK(tare::scaffold::inserted_above("a\n", "# mark", "new").empty());
}
