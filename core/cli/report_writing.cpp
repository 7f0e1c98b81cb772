// Implementation of report_writing.hpp.
#include "cli/report_writing.hpp"

#include "base/file.hpp"
#include "cli/report_data.hpp"
#include "report/formats.hpp"
#include "report/page.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

namespace tare::cli {
namespace {

std::string report_text(const report::Data& data, const std::string& format) {
  if (format == "md") return report::markdown(data);
  if (format == "json") return report::json_document(data);
  if (format == "csv") return report::csv(data);
  if (format == "junit") return report::junit(data);
  return report::page(data);
}

}  // namespace

std::string report_path(const Session& session, const std::string& suite_name, const std::string& format) {
  std::string name = suite_name.substr(0, 100);
  for (char& c : name) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    if (!is_plain) c = '-';
  }
  if (name.empty() || name.front() == '.') name.insert(0, "report");
  const std::string ending = format == "junit" ? "xml" : format;
  return (std::filesystem::path(session.store).parent_path() / (name + "." + ending)).string();
}

Result<void> write_report(const store::Store& store, const std::string& run_id, const model::SuiteSet* set,
                          const std::string& format, const std::string& output) {
  const auto data = report_data(store, run_id, set);
  if (!data) return tl::unexpected(data.error());
  const std::string text = report_text(*data, format);
  if (output != "-") return file::write_atomically(output, text);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    return fail(ErrorKind::io, "cannot write the report to standard output");
  return {};
}

}  // namespace tare::cli
