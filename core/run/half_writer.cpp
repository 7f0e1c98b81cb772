// Implementation of half_writer.hpp.
#include "run/half_writer.hpp"

#include "base/clock.hpp"
#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tare::run {
namespace {

using model::Outcome;

// Artifacts live inside the store; larger things belong into files of the user's own.
constexpr std::uintmax_t kMaxArtifactBytes = 64U << 20U;
constexpr std::size_t kMaxMessageBytes = 16U << 10U;

std::string text_of(const Json& event, const char* key) {
  const auto found = event.find(key);
  return found != event.end() && found->is_string() ? text::to_utf8(found->get<std::string>()) : std::string();
}

// A finite number, or nullopt for null and everything else.
std::optional<double> number_of(const Json& event, const char* key) {
  const auto found = event.find(key);
  if (found == event.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>();
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::int64_t integer_of(const Json& event, const char* key) {
  const auto value = number_of(event, key);
  return value ? static_cast<std::int64_t>(*value) : 0;
}

std::string name_of(Direction direction) {
  switch (direction) {
    case Direction::lower:
      return "lower";
    case Direction::higher:
      return "higher";
    case Direction::neutral:
      return "neutral";
  }
  return "neutral";
}

}  // namespace

Result<HalfWriter> HalfWriter::begin(store::Store& store, const TrackDescription& track, const model::HalfRow& row) {
  HalfWriter writer(store, track, row);
  writer.began_ns_ = clock::steady_ns();
  if (auto stored = store.begin_half(row); !stored) return tl::unexpected(stored.error());
  return writer;
}

Conversation::Listener HalfWriter::listener() {
  return {[this](const Json& event) { take(event); }, [this] { flush(); }};
}

void HalfWriter::keep(const Result<void>& stored) {
  if (!stored && !store_error_) store_error_ = stored.error();
}

void HalfWriter::flush() {
  if (!transaction_) return;
  keep(transaction_->commit());
  transaction_.reset();
}

void HalfWriter::take(const Json& event) {
  if (store_error_) return;
  if (!transaction_) {
    auto begun = store_->begin();
    if (!begun) return keep(tl::unexpected(begun.error()));
    transaction_.emplace(std::move(*begun));
  }
  const std::string kind = text_of(event, "event");
  if (kind == "phase") {
    const auto cpu_ns = number_of(event, "cpu_ns");
    keep(store_->add_phase(row_.id, {text_of(event, "name"), integer_of(event, "wall_ns"),
                                     cpu_ns ? std::optional(static_cast<std::int64_t>(*cpu_ns)) : std::nullopt}));
  } else if (kind == "metric") {
    keep(take_metric(event));
  } else if (kind == "series") {
    const auto step = number_of(event, "step");
    if (step) keep(store_->add_series(row_.id, {text_of(event, "name"), *step, number_of(event, "value")}));
  } else if (kind == "artifact") {
    keep(take_artifact(event));
  } else if (kind == "operation") {
    keep(store_->add_operation(row_.id, {text_of(event, "name"), number_of(event, "items_per_call").value_or(0),
                                         number_of(event, "bytes_per_call").value_or(0)}));
  } else if (kind == "log") {
    keep(store_->add_log(row_.id, {text_of(event, "level"), text_of(event, "text").substr(0, kMaxMessageBytes)}));
  } else if (kind != "progress" && kind != "sample" && !fault_) {
    fault_ = Ending{Outcome::failed, "protocol_error",
                    fmt::format("the worker sent an event of unknown kind: {}", event.dump().substr(0, 200))};
  }
}

Result<void> HalfWriter::take_metric(const Json& event) {
  const std::string name = text_of(event, "name");
  const auto& metrics = track_->metrics;
  const auto spec =
      std::find_if(metrics.begin(), metrics.end(), [&](const MetricSpec& metric) { return metric.name == name; });
  if (spec == metrics.end()) {
    if (!fault_) {
      fault_ =
          Ending{Outcome::failed, "unknown_metric",
                 fmt::format("the method reports '{}', which the track '{}' does not describe", name, track_->name)};
    }
    return {};
  }
  return store_->add_metric(
      row_.id, {name, number_of(event, "value"), spec->unit, name_of(spec->direction), spec->is_deterministic});
}

Result<void> HalfWriter::take_artifact(const Json& event) {
  model::ArtifactRow row{text_of(event, "name"), text_of(event, "media_type"), {}, {}, {}};
  const auto refuse = [&](std::string message) {
    if (!fault_) fault_ = Ending{Outcome::failed, "bad_artifact", std::move(message)};
    return Result<void>();
  };
  if (event.contains("path")) {
    std::error_code problem;
    const auto file = std::filesystem::weakly_canonical(scratch_dir_ / text_of(event, "path"), problem);
    const auto home = std::filesystem::weakly_canonical(scratch_dir_, problem);
    if (!file.string().starts_with(home.string() + "/")) {
      return refuse(fmt::format("the artifact '{}' lies outside the scratch folder that the case was given", row.name));
    }
    const std::uintmax_t size = std::filesystem::file_size(file, problem);
    if (problem || size > kMaxArtifactBytes) {
      return refuse(fmt::format("the artifact '{}' cannot be read or is larger than {}", row.name,
                                text::quantity(static_cast<double>(kMaxArtifactBytes), "bytes")));
    }
    auto content = file::contents(file);
    if (!content) return refuse(content.error().message);
    row.text = std::move(*content);
  } else {
    row.text = text_of(event, "text");
  }
  row.digest = digest::of_text(row.text);
  return store_->add_artifact(row_.id, row);
}

Result<Ending> HalfWriter::finish(const Ending& ending, std::optional<std::int64_t> peak_resident_bytes,
                                  const std::string& output) {
  Ending final_ending = ending.is_ok() && fault_ ? *fault_ : ending;
  const std::int64_t wall_ns = clock::steady_ns() - began_ns_;
  if (!store_error_) {
    const Result<void> finished =
        store_->finish_half(row_.id, {final_ending.outcome, final_ending.reason,
                                      text::to_utf8(final_ending.message).substr(0, kMaxMessageBytes), wall_ns,
                                      peak_resident_bytes, output});
    keep(finished);
  }
  flush();
  if (store_error_) return tl::unexpected(*store_error_);
  return final_ending;
}

}  // namespace tare::run
