// Implementation of progress_display.hpp.
#include "cli/progress_display.hpp"

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <sys/ioctl.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <string_view>

namespace tare::cli {
namespace {

constexpr double kNsPerS = 1e9;

std::string outcome_text(const run::Ending& ending) {
  const std::string_view name = model::name_of(ending.outcome);
  if (ending.is_ok()) return std::string(name);
  return ending.reason.empty() ? fmt::format("{}: {}", name, ending.message)
                               : fmt::format("{}/{}: {}", name, ending.reason, ending.message);
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<long long>(std::llround(seconds));
  if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
  if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

// Time left, from the groups that really ran so far. Cached groups cost nothing and say nothing about the others.
class Estimate {
 public:
  void group_started(const run::Place& place) {
    if (began_ns_ == 0) began_ns_ = clock::steady_ns();
    if (is_running_) ++ran_;
    is_running_ = true;
    left_ = place.group_count - place.group + 1;
  }
  [[nodiscard]] std::optional<double> seconds_left() const {
    if (ran_ == 0) return std::nullopt;
    return static_cast<double>(clock::steady_ns() - began_ns_) / kNsPerS / static_cast<double>(ran_) *
           static_cast<double>(left_);
  }

 private:
  std::int64_t began_ns_ = 0;
  std::size_t ran_ = 0;
  std::size_t left_ = 0;
  bool is_running_ = false;
};

class PlainProgress : public run::Progress {
 public:
  explicit PlainProgress(std::FILE* stream) : stream_(stream) {}
  void group_started(const run::Place& place) override {
    fmt::print(stream_, "[{}/{}] {} {}\n", place.group, place.group_count, place.suite, place.workload);
    std::fflush(stream_);
  }
  void group_cached(const run::Place&) override {}
  void case_step(std::string_view, std::string_view) override {}
  void rounds(const run::RoundsSoFar&) override {}
  void half_finished(std::string_view label, model::Half half, const run::Ending& ending) override {
    if (!ending.is_ok()) fmt::print(stream_, "  {} {} {}\n", label, model::name_of(half), outcome_text(ending));
  }

 private:
  std::FILE* stream_;
};

// Rewrites one line, at most ten times a second; what went wrong stays above it.
class TerminalProgress : public run::Progress {
 public:
  explicit TerminalProgress(std::FILE* stream) : stream_(stream) {}
  ~TerminalProgress() override { clear(); }
  void group_started(const run::Place& place) override {
    estimate_.group_started(place);
    head_ = fmt::format("[{}/{}] {} {}", place.group, place.group_count, place.suite, place.workload);
    tail_.clear();
    draw(true);
  }
  void group_cached(const run::Place&) override {}
  void case_step(std::string_view label, std::string_view step) override {
    tail_ = fmt::format("{} {}", step, label);
    draw(true);
  }
  void rounds(const run::RoundsSoFar& so_far) override {
    const std::string width = so_far.widest_interval_ratio
                                  ? fmt::format(", interval {:.2f} % of {:.2f} %", 100 * *so_far.widest_interval_ratio,
                                                100 * so_far.wanted_interval_ratio)
                                  : "";
    tail_ = fmt::format("round {}/{}{}", so_far.rounds, so_far.rounds_max, width);
    draw(false);
  }
  void half_finished(std::string_view label, model::Half half, const run::Ending& ending) override {
    if (ending.is_ok()) return;
    clear();
    fmt::print(stream_, "{}: {} {} {}\n", head_, label, model::name_of(half), outcome_text(ending));
    draw(true);
  }

 private:
  void clear() {
    fmt::print(stream_, "\r\x1b[K");
    std::fflush(stream_);
  }
  void draw(bool is_forced) {
    constexpr std::int64_t kPauseNs = 100'000'000;
    const std::int64_t now_ns = clock::steady_ns();
    if (!is_forced && now_ns - drawn_ns_ < kPauseNs) return;
    drawn_ns_ = now_ns;
    std::string line = fmt::format("{}  {}", head_, tail_);
    if (const auto left_s = estimate_.seconds_left()) line += fmt::format("  ({} left)", duration_text(*left_s));
    winsize size{};
    const std::size_t columns =
        ::ioctl(::fileno(stream_), TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1U : 79U;
    fmt::print(stream_, "\r\x1b[K{}", text::first_columns(line, columns));
    std::fflush(stream_);
  }

  std::FILE* stream_;
  Estimate estimate_;
  std::string head_;
  std::string tail_;
  std::int64_t drawn_ns_ = 0;
};

class JsonProgress : public run::Progress {
 public:
  explicit JsonProgress(std::FILE* stream) : stream_(stream) {}
  void group_started(const run::Place& place) override { group("group", place); }
  void group_cached(const run::Place& place) override { group("group_cached", place); }
  void case_step(std::string_view label, std::string_view step) override {
    print({{"event", "step"}, {"method", label}, {"step", step}});
  }
  void rounds(const run::RoundsSoFar& so_far) override {
    print({{"event", "rounds"},
           {"rounds", so_far.rounds},
           {"rounds_max", so_far.rounds_max},
           {"interval_ratio", so_far.widest_interval_ratio ? Json(*so_far.widest_interval_ratio) : Json()}});
  }
  void half_finished(std::string_view label, model::Half half, const run::Ending& ending) override {
    print({{"event", "half"},
           {"method", label},
           {"half", model::name_of(half)},
           {"outcome", model::name_of(ending.outcome)},
           {"reason", ending.reason},
           {"message", text::to_utf8(ending.message)}});
  }

 private:
  void group(std::string_view event, const run::Place& place) {
    print({{"event", event},
           {"suite", place.suite},
           {"group", place.group},
           {"groups", place.group_count},
           {"workload", place.workload}});
  }
  void print(const Json& object) {
    fmt::print(stream_, "{}\n", object.dump());
    std::fflush(stream_);
  }
  std::FILE* stream_;
};

class QuietProgress : public run::Progress {
 public:
  void group_started(const run::Place&) override {}
  void group_cached(const run::Place&) override {}
  void case_step(std::string_view, std::string_view) override {}
  void rounds(const run::RoundsSoFar&) override {}
  void half_finished(std::string_view, model::Half, const run::Ending&) override {}
};

}  // namespace

ProgressStyle style_for(std::FILE* stream) {
  const char* terminal = std::getenv("TERM");
  const bool can_move = terminal != nullptr && std::string_view(terminal) != "dumb" && std::string_view(terminal) != "";
  return can_move && ::isatty(::fileno(stream)) == 1 ? ProgressStyle::terminal : ProgressStyle::plain;
}

std::unique_ptr<run::Progress> progress_display(ProgressStyle style, std::FILE* stream) {
  switch (style) {
    case ProgressStyle::terminal:
      return std::make_unique<TerminalProgress>(stream);
    case ProgressStyle::plain:
      return std::make_unique<PlainProgress>(stream);
    case ProgressStyle::json:
      return std::make_unique<JsonProgress>(stream);
    case ProgressStyle::quiet:
      return std::make_unique<QuietProgress>();
  }
  return nullptr;
}

}  // namespace tare::cli
