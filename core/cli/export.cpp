// `tare export [RUN]`: the view `results` as CSV (RFC 4180) or as JSON lines, a metric a row.
#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/running.hpp"
#include "cli/verb.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace tare::cli {
namespace {

struct Options {
  std::string run = "last";
  std::string format = "csv";
  std::string output = "-";
};

using Row = std::vector<store::Cell>;

std::string csv_cell(const store::Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return "";
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return fmt::format("{}", *whole);
  if (const auto* real = std::get_if<double>(&cell)) return text::exact_number(*real);
  const std::string& text = std::get<std::string>(cell);
  // An empty text is quoted, so that it can be told from NULL.
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string csv_line(const Row& row) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) line += (i == 0 ? "" : ",") + csv_cell(row[i]);
  return line + "\r\n";
}

// Keys in the order of the columns; the JSON texts of params and workload become objects.
std::string json_line(const Row& row) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  const std::vector<std::string>& names = store::result_columns();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (const auto* whole = std::get_if<std::int64_t>(&row[i])) {
      object[names[i]] = *whole;
    } else if (const auto* real = std::get_if<double>(&row[i])) {
      object[names[i]] = *real;
    } else if (const auto* text = std::get_if<std::string>(&row[i])) {
      const bool is_json = names[i] == "params" || names[i] == "workload";
      object[names[i]] = is_json ? nlohmann::ordered_json::parse(*text, nullptr, false) : nlohmann::ordered_json(*text);
    } else {
      object[names[i]] = nullptr;
    }
  }
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

// Standard output or a file; a write that fails is told, so that no half export passes for a whole one.
class Output {
 public:
  static Result<Output> open(const std::string& path) {
    if (path == "-") return Output(stdout);
    std::FILE* file = std::fopen(path.c_str(), "we");
    if (file == nullptr) {
      return fail(ErrorKind::usage, fmt::format("cannot write {}: {}", path, std::strerror(errno)));
    }
    return Output(file);
  }
  ~Output() {
    if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  }
  Output(Output&& other) noexcept : file_(std::exchange(other.file_, nullptr)) {}
  Output& operator=(Output&&) = delete;

  [[nodiscard]] bool write(const std::string& text) {
    return std::fwrite(text.data(), 1, text.size(), file_) == text.size();
  }
  [[nodiscard]] bool finish() { return std::fflush(file_) == 0; }

 private:
  explicit Output(std::FILE* file) : file_(file) {}
  std::FILE* file_;
};

ExitCode export_results(const Session& session, const Options& options) {
  const auto store = store::Store::open(session.store, store::Mode::read);
  if (!store) return print_error(store.error(), kStoreTrouble);
  const auto run = store->run(options.run);
  if (!run) return print_error(run.error(), run.error().kind == ErrorKind::usage ? kBadUsage : kStoreTrouble);
  auto output = Output::open(options.output);
  if (!output) return print_error(output.error(), kBadUsage);
  const bool is_csv = options.format == "csv";
  bool is_written =
      !is_csv || output->write(csv_line(Row(store::result_columns().begin(), store::result_columns().end())));
  const auto read = store->each_result(run->id, [&](const Row& row) {
    is_written = is_written && output->write(is_csv ? csv_line(row) : json_line(row));
    return is_written;
  });
  if (!read) return print_error(read.error(), kStoreTrouble);
  if (!output->finish() || !is_written) {
    return print_error({ErrorKind::io, fmt::format("cannot write {}: {}", options.output, std::strerror(errno))},
                       kStoreTrouble);
  }
  return kDone;
}

}  // namespace

void add_export(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("export", "write a run's results, a metric a row");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("run", options->run, "a run's id, the beginning of one, or 'last'")->capture_default_str();
  verb->add_option("--format", options->format, "csv or jsonl")
      ->check(CLI::IsMember({"csv", "jsonl"}))
      ->capture_default_str();
  verb->add_option("--output", options->output, "a file; '-' is standard output")->capture_default_str();
  verb->callback(
      [options, &session] { session.action = [options, &session] { return export_results(session, *options); }; });
}

}  // namespace tare::cli
