// The names of all keys, each once; suites/README.md explains them and a test compares the two.
#pragma once

#include <array>
#include <string_view>

namespace tare::suite {

inline constexpr std::array<std::string_view, 14> kTopKeys = {"suite",  "include", "seeds",       "device", "workload",
                                                              "matrix", "zip",     "exclude",     "method", "limits",
                                                              "timing", "data",    "environment", "claim"};
inline constexpr std::array<std::string_view, 6> kSuiteKeys = {"name", "track", "about", "include", "seeds", "device"};
inline constexpr std::array<std::string_view, 6> kMethodKeys = {"name",   "plugin", "baseline",
                                                                "params", "exec",   "environment"};
inline constexpr std::array<std::string_view, 3> kLimitKeys = {"time", "memory", "device_memory"};
inline constexpr std::array<std::string_view, 7> kTimingKeys = {"rounds", "interval",  "budget", "min_time",
                                                                "twin",   "processes", "cores"};
inline constexpr std::array<std::string_view, 2> kRoundsKeys = {"min", "max"};
inline constexpr std::array<std::string_view, 1> kDataKeys = {"sets"};
inline constexpr std::array<std::string_view, 14> kClaimKeys = {"id",     "source",  "says",   "metric", "operation",
                                                                "method", "against", "select", "along",  "aggregate",
                                                                "expect", "each",    "kind",   "note"};
inline constexpr std::array<std::string_view, 9> kExpectKeys = {"about", "within", "at_least", "at_most", "between",
                                                                "order", "sign",   "monotone", "equal"};
inline constexpr std::array<std::string_view, 8> kAggregates = {"none", "geomean", "mean",   "min",
                                                                "max",  "sum",     "argmax", "share"};
inline constexpr std::array<std::string_view, 3> kClaimKinds = {"paper", "ours", "guard"};
inline constexpr std::array<std::string_view, 3> kSigns = {"positive", "negative", "zero"};
inline constexpr std::array<std::string_view, 2> kMonotone = {"increasing", "decreasing"};

}  // namespace tare::suite
