// random: determinism, ranges and ordered keys.
#include "base/random.hpp"

#include "catch.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

TEST_CASE("a seed gives the same numbers everywhere", "[base]") {
  // First outputs of SplitMix64 for seed 1234567, as published with the reference implementation.
  tare::random::Generator generator(1234567);
  CHECK(generator() == 6457827717110365317ULL);
  CHECK(generator() == 3203168211198807973ULL);
}

TEST_CASE("a shuffle is a permutation", "[base]") {
  std::vector<int> order(100);
  std::iota(order.begin(), order.end(), 0);
  std::vector<int> shuffled = order;
  tare::random::Generator generator(7);
  tare::random::shuffle(shuffled, generator);
  CHECK(shuffled != order);
  CHECK(std::is_permutation(shuffled.begin(), shuffled.end(), order.begin()));
}

TEST_CASE("keys made one after another sort in that order and say version 7", "[base]") {
  std::vector<std::string> keys(10000);
  std::generate(keys.begin(), keys.end(), tare::random::uuid7);
  CHECK(std::is_sorted(keys.begin(), keys.end()));
  CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
  CHECK(keys.front().size() == 36);
  CHECK(keys.front()[14] == '7');
}
