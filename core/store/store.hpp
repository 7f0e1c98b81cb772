// The results file: one SQLite database, written by one thread of one tare at a time and read by many.
// Knows rows and how they are kept; knows nothing of what a run does with them. SQLite is not visible here.
//
// What is committed when: a call outside a transaction is committed when it returns; the calls inside one are
// committed together by Transaction::commit(). What is committed survives the death of tare (SIGKILL); the death of
// the machine may take the last commits with it (WAL with synchronous=NORMAL) but leaves a sound file. The intended
// use is begin_half() on its own, so that a killed half leaves a trace, and then the half's events and finish_half()
// in one transaction a half, or one a round where rounds are long.
#pragma once

#include "model/rows.hpp"
#include "store/reading.hpp"
#include "tare/error.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tare::store {

enum class Mode : std::uint8_t { read, write };

// Inline artifacts may not be longer; SQLite itself would take 1 GB.
inline constexpr std::size_t kMaximumArtifactBytes = std::size_t{64} << 20U;

// How a half ended; the same fields as in HalfRow.
struct HalfEnd {
  model::Outcome outcome = model::Outcome::ok;
  std::string reason = {};
  std::string message = {};
  std::optional<std::int64_t> wall_ns = {};
  std::optional<std::int64_t> peak_resident_bytes = {};
  std::string output = {};
};

struct Connection;  // the open database and its prepared statements

// Rolls back in its destructor unless it was committed. The store must outlive it; there is one at a time.
class Transaction {
 public:
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  [[nodiscard]] Result<void> commit();

 private:
  friend class Store;
  explicit Transaction(Connection* connection) : connection_(connection) {}
  Connection* connection_;  // null once committed or moved from
};

class Store {
 public:
  // Mode::write makes folders and file as needed and brings an older file up to date. Mode::read makes nothing and
  // works on a read-only medium. A file that is not ours, is damaged or is newer is refused and left as it is.
  [[nodiscard]] static Result<Store> open(const std::filesystem::path& path, Mode mode);
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  [[nodiscard]] const std::filesystem::path& path() const;

  // Writing. Texts that are not UTF-8 are made so; numbers that are not finite become NULL and a line in `logs`.

  // Waits for other writers (up to 30 s), then holds them off until the transaction ends.
  [[nodiscard]] Result<Transaction> begin();

  [[nodiscard]] Result<void> begin_run(const model::RunRow& row);
  [[nodiscard]] Result<void> finish_run(std::string_view run_id, std::string_view status);
  // A case that is there already stays as it is.
  [[nodiscard]] Result<void> add_case(const model::CaseRow& row);
  // Adds the row, or fills in the halves of the one that is there; an absent half never takes away a present one.
  [[nodiscard]] Result<void> add_run_case(const model::RunCaseRow& row);
  // Sets the answer's or timing's half of the run case with this run_id, suite, label and identity.
  [[nodiscard]] Result<void> set_run_case_half(const model::RunCaseRow& row, model::Half half,
                                               std::string_view half_id);
  [[nodiscard]] Result<void> begin_sitting(const model::SittingRow& row);
  [[nodiscard]] Result<void> finish_sitting(std::string_view sitting_id, std::string_view stop_reason);
  [[nodiscard]] Result<void> begin_half(const model::HalfRow& row);
  [[nodiscard]] Result<void> finish_half(std::string_view half_id, const HalfEnd& end);
  [[nodiscard]] Result<void> add_phase(std::string_view half_id, const model::PhaseRow& row);
  [[nodiscard]] Result<void> add_metric(std::string_view half_id, const model::MetricRow& row);
  [[nodiscard]] Result<void> add_series(std::string_view half_id, const model::SeriesRow& row);
  [[nodiscard]] Result<void> add_artifact(std::string_view half_id, const model::ArtifactRow& row);
  [[nodiscard]] Result<void> add_operation(std::string_view half_id, const model::OperationRow& row);
  // A second sample for the same operation, process and round is not kept; `logs` says so.
  [[nodiscard]] Result<void> add_sample(std::string_view half_id, const model::SampleRow& row);
  [[nodiscard]] Result<void> add_log(std::string_view half_id, const model::LogRow& row);
  [[nodiscard]] Result<void> add_ingredient(const model::IngredientRow& row);
  // Adds what `other` has and this store lacks; doing it again changes nothing. Answers how many rows came.
  [[nodiscard]] Result<std::int64_t> merge(const std::filesystem::path& other);

  // Reading, for planning.
  [[nodiscard]] Result<FinishedHalves> finished_halves(std::string_view machine_class) const;
  [[nodiscard]] Result<std::optional<model::IngredientRow>> last_ingredient(std::string_view id) const;

  // Mean wall time of ok answer halves on this machine class by plugin: what an estimate can go by.
  [[nodiscard]] Result<std::unordered_map<std::string, double>> typical_answer_ns(std::string_view machine_class) const;

  // Reading a run.
  [[nodiscard]] Result<std::vector<RunSummary>> runs() const;  // newest first
  // `name` is an id, the unique beginning of one, or "last".
  [[nodiscard]] Result<model::RunRow> run(std::string_view name) const;
  [[nodiscard]] Result<std::vector<model::RunCaseRow>> run_cases(std::string_view run_id) const;
  // Metrics of answers that are finished; one row without a metric for an answer that is not ok.
  [[nodiscard]] Result<std::vector<model::ResultRow>> results(std::string_view run_id) const;
  // Every line of the view `results`, in the columns' order, without holding them all. `take` answers false to stop.
  [[nodiscard]] Result<void> each_result(std::string_view run_id,
                                         const std::function<bool(const std::vector<Cell>&)>& take) const;
  [[nodiscard]] Result<std::vector<TimedCase>> timed_cases(std::string_view run_id) const;
  [[nodiscard]] Result<std::vector<FailedCase>> failures(std::string_view run_id) const;
  [[nodiscard]] Result<std::vector<model::CaseRow>> cases(std::string_view run_id) const;
  [[nodiscard]] Result<std::vector<model::HalfRow>> halves(std::string_view run_id) const;  // made by the run
  [[nodiscard]] Result<std::vector<model::SittingRow>> sittings(std::string_view run_id) const;

  // Reading a half.
  [[nodiscard]] Result<std::vector<model::SampleRow>> samples(std::string_view half_id) const;
  [[nodiscard]] Result<std::vector<model::OperationRow>> operations(std::string_view half_id) const;
  [[nodiscard]] Result<std::vector<model::PhaseRow>> phases(std::string_view half_id) const;
  [[nodiscard]] Result<std::vector<model::MetricRow>> metrics(std::string_view half_id) const;
  [[nodiscard]] Result<std::vector<model::SeriesRow>> series(std::string_view half_id) const;
  [[nodiscard]] Result<std::vector<model::ArtifactRow>> artifacts(std::string_view half_id) const;
  [[nodiscard]] Result<std::vector<model::LogRow>> logs(std::string_view half_id) const;

 private:
  explicit Store(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace tare::store
