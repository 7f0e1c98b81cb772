// A host for the contract test: keeps what a plugin says, apart for each open case.
#pragma once

#include "base/json.hpp"
#include "tare/abi.h"
#include "wire/messages.hpp"

#include <map>
#include <string>
#include <vector>

namespace tare::contract {

class RecordingHost {
 public:
  explicit RecordingHost(bool is_cancelled = false);
  RecordingHost(const RecordingHost&) = delete;
  RecordingHost& operator=(const RecordingHost&) = delete;

  [[nodiscard]] const tare_host* callbacks() const { return &callbacks_; }
  [[nodiscard]] const std::string& answer() const { return answer_; }
  [[nodiscard]] const std::string& message() const { return message_; }
  [[nodiscard]] const std::vector<Json>& events() const { return events_; }
  // The values of the metrics that were reported, undefined ones as null.
  [[nodiscard]] std::map<std::string, Json> metrics() const;

 private:
  tare_host callbacks_;
  std::string answer_;
  std::string message_;
  std::vector<Json> events_;
  bool is_cancelled_;
};

// The plugin that TARE_CONTRACT_PLUGIN names, and what it says of itself.
[[nodiscard]] const tare_plugin_entry& plugin_entry();
[[nodiscard]] wire::Description description();
// A case with every value at its default.
[[nodiscard]] Json default_case(const std::string& scratch_dir);
[[nodiscard]] tare_status open(const RecordingHost& host, const Json& the_case, tare_instance*& instance);

}  // namespace tare::contract
