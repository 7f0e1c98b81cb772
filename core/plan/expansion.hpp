// A suite's axes multiplied out, kept as indices: a million cases cost some bytes each, and a group becomes values
// (model::Group with Json and hashes) only when somebody asks for it. Pure.
#pragma once

#include "model/catalog.hpp"
#include "model/plan.hpp"
#include "model/suite.hpp"
#include "plan/identity.hpp"
#include "tare/error.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tare::plan {

// SHA-256 of each data set that is at hand, by name; a missing one has no entry.
using DataDigests = std::map<std::string, std::string, std::less<>>;

struct ExpansionLimits {
  std::uint64_t max_cases = 100'000;
};

// A method with one combination of its parameters.
struct Variant {
  std::string label;       // the suite's label, and " (key=value, ...)" when the method has axes
  std::size_t method = 0;  // index into Suite::methods
  bool is_baseline = false;
  int twin = 0;
  std::string plugin;
  std::string plugin_path;
  std::string plugin_digest;
  std::string plugin_version;
  std::vector<std::string> command;
  std::vector<std::string> devices;
  std::vector<NamedValue> params;  // complete, sorted by name
  std::map<std::string, std::string> environment;
  std::string identity_prefix;  // everything of the identity that no axis changes
  std::string question_prefix;
};

class Expansion {
 public:
  // ErrorKind::suite when there are more cases than allowed (says how many), when nothing is left after exclusions,
  // or when the baseline has axes while other methods are compared with it.
  [[nodiscard]] static Result<Expansion> create(const model::Suite& suite, const model::Catalog& catalog,
                                                const DataDigests& data, const ExpansionLimits& limits);

  [[nodiscard]] std::size_t group_count() const { return points_.size(); }
  [[nodiscard]] std::uint64_t case_count() const { return case_count_; }
  [[nodiscard]] const model::Suite& suite() const { return suite_; }
  [[nodiscard]] const std::vector<Variant>& variants() const { return variants_; }
  [[nodiscard]] const TrackDescription& track() const { return track_; }
  [[nodiscard]] const std::string& track_digest() const { return track_digest_; }
  // Cheap: what a case is looked up by, without building it. Order as in group(index).cases.
  [[nodiscard]] std::vector<std::string> identities(std::size_t index) const;
  [[nodiscard]] model::Group group(std::size_t index) const;
  // The group's ingredients, each with its recipe's digest; empty for tracks without any.
  [[nodiscard]] std::vector<model::Ingredient> ingredients(std::size_t index) const;
  // What times depend on besides the identity, as one digest.
  [[nodiscard]] const std::string& timing_digest() const { return timing_digest_; }

 private:
  // Where a group lies on each axis.
  struct Position {
    std::vector<std::size_t> rows;  // per axis
    std::size_t device = 0;
    std::size_t seed = 0;
  };
  // A workload key's home: fixed, or a column of an axis.
  struct Slot {
    std::string name;
    std::optional<NamedValue> fixed;
    std::size_t axis = 0;
    std::size_t column = 0;
  };
  // What one [[exclude]] table says of each axis row, in tables for speed.
  struct Rule {
    std::vector<std::vector<bool>> axis_rows;  // [axis][row]
    std::vector<bool> devices;
    std::vector<bool> seeds;
    std::vector<bool> variants;  // all true unless the table names methods
    bool names_methods = false;
    bool can_match = true;  // false when a fixed value contradicts it
  };

  Expansion(const model::Suite& suite, const model::Catalog& catalog, const DataDigests& data);
  Result<void> make_variants(const model::Catalog& catalog);
  void make_slots();
  void make_prefixes();
  void make_rules();
  Result<void> make_points(const ExpansionLimits& limits);
  [[nodiscard]] Position position(std::uint64_t point) const;
  [[nodiscard]] bool is_excluded(const Position& at, std::size_t variant) const;
  [[nodiscard]] const NamedValue& value(const Slot& slot, const Position& at) const;
  [[nodiscard]] std::string place_text(const Position& at) const;

  model::Suite suite_;
  TrackDescription track_;
  std::string track_digest_;
  DataDigests data_;
  std::string maker_path_;  // the plugin that makes ingredients; empty when the track has none
  std::string maker_digest_;
  std::vector<Variant> variants_;
  std::vector<Slot> slots_;                                        // the complete workload, sorted by name
  std::vector<std::vector<std::vector<NamedValue>>> axis_values_;  // [axis][row][column]
  std::vector<Rule> rules_;
  std::vector<std::uint32_t> points_;  // mixed-radix indices: axes in file order, then device, then seed
  std::uint64_t case_count_ = 0;
  std::string timing_digest_;
};

}  // namespace tare::plan
