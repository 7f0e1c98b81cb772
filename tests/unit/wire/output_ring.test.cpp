// The last bytes of a stream, however it is cut.
#include "wire/output_ring.hpp"
#include "catch.hpp"

using tare::wire::OutputRing;

TEST_CASE("a ring keeps the last bytes of its stream, however it is cut", "[ring]") {
  std::string all;
  OutputRing ring(10);
  for (int i = 0; i < 200; ++i) {
    const std::string piece(static_cast<std::size_t>(i % 17), static_cast<char>('a' + i % 26));
    all += piece;
    ring.add(piece);
    const std::size_t kept = std::min<std::size_t>(10, all.size());
    REQUIRE(ring.last() == all.substr(all.size() - kept));
  }
}
