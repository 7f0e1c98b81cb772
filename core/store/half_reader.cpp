// Store's reading of what belongs to one half, in the order in which it came.
#include "store/connection.hpp"
#include "store/store.hpp"

namespace tare::store {
Result<std::vector<model::SampleRow>> Store::samples(std::string_view half_id) const {
  return rows_of<model::SampleRow>(
      *connection_,
      "SELECT operation, process, round, position, iterations, wall_ns, cpu_ns FROM samples WHERE half_id = ? "
      "ORDER BY operation, process, round",
      half_id, [](Use& use) {
        return model::SampleRow{.operation = use.text(),
                                .process = use.small(),
                                .round = use.small(),
                                .position = use.small(),
                                .iterations = use.integer(),
                                .wall_ns = use.real(),
                                .cpu_ns = use.maybe_real()};
      });
}

Result<std::vector<model::OperationRow>> Store::operations(std::string_view half_id) const {
  return rows_of<model::OperationRow>(
      *connection_, "SELECT name, items_per_call, bytes_per_call FROM operations WHERE half_id = ? ORDER BY name",
      half_id, [](Use& use) {
        return model::OperationRow{.name = use.text(), .items_per_call = use.real(), .bytes_per_call = use.real()};
      });
}

Result<std::vector<model::PhaseRow>> Store::phases(std::string_view half_id) const {
  return rows_of<model::PhaseRow>(
      *connection_, "SELECT name, wall_ns, cpu_ns FROM phases WHERE half_id = ? ORDER BY ordinal", half_id,
      [](Use& use) {
        return model::PhaseRow{.name = use.text(), .wall_ns = use.integer(), .cpu_ns = use.maybe_integer()};
      });
}

Result<std::vector<model::MetricRow>> Store::metrics(std::string_view half_id) const {
  return rows_of<model::MetricRow>(
      *connection_,
      "SELECT name, value, unit, direction, is_deterministic FROM metrics WHERE half_id = ? ORDER BY name", half_id,
      [](Use& use) {
        return model::MetricRow{.name = use.text(),
                                .value = use.maybe_real(),
                                .unit = use.text(),
                                .direction = use.text(),
                                .is_deterministic = use.flag()};
      });
}

Result<std::vector<model::SeriesRow>> Store::series(std::string_view half_id) const {
  return rows_of<model::SeriesRow>(
      *connection_, "SELECT name, step, value FROM series WHERE half_id = ? ORDER BY ordinal", half_id,
      [](Use& use) { return model::SeriesRow{.name = use.text(), .step = use.real(), .value = use.maybe_real()}; });
}

Result<std::vector<model::ArtifactRow>> Store::artifacts(std::string_view half_id) const {
  return rows_of<model::ArtifactRow>(
      *connection_, "SELECT name, media_type, content, path, digest FROM artifacts WHERE half_id = ? ORDER BY name",
      half_id, [](Use& use) {
        return model::ArtifactRow{
            .name = use.text(), .media_type = use.text(), .text = use.text(), .path = use.text(), .digest = use.text()};
      });
}

Result<std::vector<model::LogRow>> Store::logs(std::string_view half_id) const {
  return rows_of<model::LogRow>(*connection_, "SELECT level, text FROM logs WHERE half_id = ? ORDER BY ordinal",
                                half_id,
                                [](Use& use) { return model::LogRow{.level = use.text(), .text = use.text()}; });
}

}  // namespace tare::store
