// Implementation of templates.hpp.
#include "scaffold/templates.hpp"

#include "base/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace tare::scaffold {

namespace fs = std::filesystem;

std::string expanded(std::string_view text, const Values& values) {
  std::string out;
  while (true) {
    const std::size_t start = text.find('@');
    const std::size_t end = start == std::string_view::npos ? start : text.find('@', start + 1);
    if (end == std::string_view::npos) return out.append(text);
    const auto value = values.find(text.substr(start + 1, end - start - 1));
    // Without a value the second sign may open the next placeholder.
    out.append(text.substr(0, value == values.end() ? end : start));
    if (value != values.end()) out += value->second;
    text.remove_prefix(value == values.end() ? end : end + 1);
  }
}

Result<std::vector<TextFile>> expanded_folder(const fs::path& folder, const Values& values) {
  std::error_code problem;
  std::vector<TextFile> files;
  fs::recursive_directory_iterator entry(folder, problem);
  for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    if (entry->path().extension() != ".in") continue;
    const auto text = file::contents(entry->path());
    if (!text) return tl::unexpected(text.error());
    const std::string relative = entry->path().lexically_relative(folder).replace_extension().string();
    files.push_back({expanded(relative, values), expanded(*text, values)});
  }
  if (problem) {
    return fail(ErrorKind::io, fmt::format("cannot read the templates in {}: {}", folder.string(), problem.message()));
  }
  std::sort(files.begin(), files.end(), [](const TextFile& a, const TextFile& b) { return a.path < b.path; });
  return files;
}

std::string inserted_above(std::string_view text, std::string_view mark, std::string_view addition) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return {};
  const std::size_t line = text.rfind('\n', at) == std::string_view::npos ? 0 : text.rfind('\n', at) + 1;
  std::string out(text.substr(0, line));
  out.append(addition);
  if (!addition.ends_with('\n')) out += '\n';
  return out.append(text.substr(line));
}

}  // namespace tare::scaffold
