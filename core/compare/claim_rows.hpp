// What a claim is judged over, and the numbers that it takes from there: values and ratios of labelled methods at
// points of the matrix, each with an interval or the reason why there is none.
#pragma once

#include "compare/claim.hpp"
#include "compare/comparison.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tare::compare {

// A text that a case left: a plan, a certificate.
struct ArtifactText {
  std::string suite;
  std::string method;  // label
  bool is_baseline = false;
  int twin = 0;
  std::string group_id;
  std::string point_id;
  Json workload;
  std::uint64_t seed = 0;
  std::string device;
  std::string name;
  std::string text;
  std::string row_id;
};

struct ClaimRows {
  std::vector<model::ResultRow> results;
  std::vector<TimedGroup> timings;
  std::vector<ArtifactText> artifacts;
};

// One label at one point: what the parts of a claim are about.
struct ClaimItem {
  std::string point_id;
  std::string label;
  Json workload;
  std::string device;
};

// A number with what it rests on. `problem` says why there is no number; `shortage` why there is no interval.
struct Measured {
  std::optional<double> value = {};
  std::optional<Interval> interval = {};
  double standard_error = 0;  // on the value's scale
  bool is_exact = false;
  int count = 0;  // seeds or rounds
  bool is_time = false;
  std::string problem = {};
  std::string shortage = {};
  std::vector<std::string> row_ids = {};
};

// The rows of one suite that a claim may look at.
class ClaimScope {
 public:
  ClaimScope(const ClaimRows& rows, std::string suite, const Claim& claim);

  // Items of the claim's method, or of every method but the baseline, in the order of the rows.
  [[nodiscard]] std::vector<ClaimItem> items() const;
  // Points that any method has, each once, as items without a label.
  [[nodiscard]] std::vector<ClaimItem> points() const;
  // Labels at this point that stand for the method, the first of which a comparison uses.
  [[nodiscard]] std::optional<std::string> label_at(const ClaimItem& point, std::string_view method) const;
  // The metric's mean over seeds, or the operation's median time in seconds.
  [[nodiscard]] Measured value(const ClaimItem& item) const;
  // The value of `against` over that of the item: above 1 the item's is smaller.
  [[nodiscard]] Measured ratio(const ClaimItem& item, const std::string& against) const;
  // The item's artifact of the claim's name, one text a seed.
  [[nodiscard]] std::vector<const ArtifactText*> texts(const ClaimItem& item) const;
  // Why the item has nothing: "hypar: crashed/signal", "hypar: no rows".
  [[nodiscard]] std::string absence(const ClaimItem& item) const;
  [[nodiscard]] std::optional<std::string> baseline_label() const { return baseline_label_; }

 private:
  using Rows = std::vector<const model::ResultRow*>;

  [[nodiscard]] const Rows& rows_at(const ClaimItem& item) const;
  [[nodiscard]] std::map<std::string, const model::ResultRow*> metric_rows(const ClaimItem& item) const;  // by group
  [[nodiscard]] std::string failure(const ClaimItem& item) const;
  [[nodiscard]] Measured time_value(const ClaimItem& item) const;
  [[nodiscard]] Measured metric_value(const ClaimItem& item) const;
  [[nodiscard]] Measured time_against(const ClaimItem& item, const ClaimItem& other) const;
  [[nodiscard]] Measured metric_against(const ClaimItem& item, const ClaimItem& other) const;

  std::string metric_;
  std::string operation_;
  std::string method_;
  std::optional<std::string> baseline_label_;
  Rows results_;
  std::map<std::pair<std::string, std::string>, Rows> by_item_;    // point, label
  std::map<std::string, std::vector<const TimedGroup*>> timings_;  // by point
  std::vector<const ArtifactText*> artifacts_;
};

// True when every key of the selection has one of its values here.
[[nodiscard]] bool is_selected(const Selection& selection, const ClaimItem& item);

}  // namespace tare::compare
