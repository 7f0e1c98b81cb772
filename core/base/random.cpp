// Implementation of random.hpp.
#include "base/random.hpp"

#include "base/clock.hpp"

#include <fmt/format.h>

#include <sys/random.h>

#include <atomic>
#include <cmath>
#include <cstring>
#include <numbers>

namespace tare::random {

std::uint64_t Generator::operator()() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::uint64_t Generator::below(std::uint64_t bound) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>((*this)()) * bound) >> 64U);
}

double Generator::unit() { return static_cast<double>((*this)() >> 11U) * 0x1.0p-53; }

double Generator::normal() {
  // 1 - unit() lies in (0, 1], so the logarithm is finite.
  const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
  return radius * std::cos(2.0 * std::numbers::pi * unit());
}

std::string uuid7() {
  // A counter in the 12 bits after the time keeps ids of one millisecond in order (RFC 9562, 6.2, method 1).
  static std::atomic<std::uint64_t> last{0};
  const std::uint64_t now = static_cast<std::uint64_t>(clock::unix_ms()) << 12U;
  std::uint64_t seen = last.load();
  std::uint64_t next = 0;
  do {
    next = now > seen ? now : seen + 1;
  } while (!last.compare_exchange_weak(seen, next));
  std::uint64_t bits = 0;
  if (::getrandom(&bits, sizeof bits, 0) != sizeof bits) bits = Generator(next)();
  return fmt::format("{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}", next >> 28U, (next >> 12U) & 0xFFFFU, next & 0xFFFU,
                     0x8000U | ((bits >> 48U) & 0x3FFFU), bits & 0xFFFFFFFFFFFFULL);
}

}  // namespace tare::random
