// Template folders: files whose paths and texts hold placeholders, `@name@` and the like. A file called x.in becomes x.
// Knows nothing of what the templates are for.
#pragma once

#include "tare/error.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tare::scaffold {

// From a placeholder, without its at signs, to what stands in its place.
using Values = std::map<std::string, std::string, std::less<>>;

struct TextFile {
  std::filesystem::path path;  // relative
  std::string text;
};

// Placeholders that have no value stay as they are: a template may write a template.
[[nodiscard]] std::string expanded(std::string_view text, const Values& values);

// Every file below `folder` that is called *.in, expanded, by path.
[[nodiscard]] Result<std::vector<TextFile>> expanded_folder(const std::filesystem::path& folder, const Values& values);

// `addition` on a line of its own before the first line that holds `mark`; nothing when there is none.
[[nodiscard]] std::string inserted_above(std::string_view text, std::string_view mark, std::string_view addition);

}  // namespace tare::scaffold
