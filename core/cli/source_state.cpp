// Implementation of source_state.hpp.
#include "cli/source_state.hpp"

#include "base/text.hpp"

#include <cstdio>
#include <memory>
#include <optional>

namespace tare::cli {
namespace {

struct CloseStream {
  void operator()(std::FILE* stream) const { ::pclose(stream); }
};

std::string output_of(const char* command) {
  const std::unique_ptr<std::FILE, CloseStream> stream(::popen(command, "re"));
  if (stream == nullptr) return {};
  std::string text(4096, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), stream.get()));
  return std::string(text::trim(text));
}

}  // namespace

SourceState source_state() {
  SourceState state;
  state.commit = output_of("git rev-parse HEAD 2>/dev/null");
  if (!state.commit.empty())
    state.is_dirty = !output_of("git status --porcelain --untracked-files=no 2>/dev/null").empty();
  return state;
}

}  // namespace tare::cli
