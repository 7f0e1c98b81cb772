// Seeded, platform-independent randomness, and time-ordered keys. std:: distributions differ between libraries; these
// do not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace tare::random {

// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): passes BigCrush, 8 bytes of state, good for seeding and shuffling.
class Generator {
 public:
  using result_type = std::uint64_t;
  explicit Generator(std::uint64_t seed) : state_(seed) {}
  static constexpr std::uint64_t min() { return 0; }
  static constexpr std::uint64_t max() { return std::numeric_limits<std::uint64_t>::max(); }
  std::uint64_t operator()();
  // Uniform in [0, bound); bound > 0. Lemire's multiply-shift, without the rejection step: bias below bound / 2^64.
  std::uint64_t below(std::uint64_t bound);
  // Uniform in [0, 1).
  double unit();
  // Standard normal, by Box and Muller.
  double normal();

 private:
  std::uint64_t state_;
};

// Fisher-Yates.
template <typename Range>
void shuffle(Range& range, Generator& generator) {
  for (std::size_t i = range.size(); i > 1; --i) {
    std::swap(range[i - 1], range[static_cast<std::size_t>(generator.below(i))]);
  }
}

// A UUIDv7 (RFC 9562): sorts by creation time within a process, unique between machines.
[[nodiscard]] std::string uuid7();

}  // namespace tare::random
