// Turns one half's events into rows as they arrive. Rows that arrive together share a transaction, which is committed
// before every wait, so that a kill loses at most what came in the same instant.
#pragma once

#include "model/rows.hpp"
#include "run/conversation.hpp"
#include "store/store.hpp"
#include "tare/description.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tare::run {

class HalfWriter {
 public:
  // The row is stored before the worker is asked anything.
  [[nodiscard]] static Result<HalfWriter> begin(store::Store& store, const TrackDescription& track,
                                                const model::HalfRow& row);
  // Where artifact files may lie; known once the worker has started.
  void set_scratch_dir(std::filesystem::path scratch_dir) { scratch_dir_ = std::move(scratch_dir); }
  // Events of prepare and evaluate. A first fault (an unknown metric, an artifact outside the scratch folder) is kept.
  [[nodiscard]] Conversation::Listener listener();
  // The outcome, adjusted when the events themselves were at fault or the store failed.
  [[nodiscard]] Result<Ending> finish(const Ending& ending, std::optional<std::int64_t> peak_resident_bytes,
                                      const std::string& output);
  [[nodiscard]] const std::string& half_id() const { return row_.id; }

 private:
  HalfWriter(store::Store& store, const TrackDescription& track, model::HalfRow row)
      : store_(&store), track_(&track), row_(std::move(row)) {}
  void take(const Json& event);
  void keep(const Result<void>& stored);
  Result<void> take_metric(const Json& event);
  Result<void> take_artifact(const Json& event);
  void flush();

  store::Store* store_;
  const TrackDescription* track_;
  model::HalfRow row_;
  std::filesystem::path scratch_dir_;
  std::optional<store::Transaction> transaction_;
  std::optional<Ending> fault_;
  std::optional<Error> store_error_;
  std::int64_t began_ns_ = 0;
};

}  // namespace tare::run
