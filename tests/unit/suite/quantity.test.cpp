// Units and dimensions.
#include "suite/quantity.hpp"

#include "catch.hpp"

namespace tare::suite {

TEST_CASE("a quantity becomes a number in the unit that is asked for", "[suite]") {
  struct Row {
    const char* text;
    const char* unit;
    double expected;
  };
  const Row rows[] = {{"5 min", "s", 300},
                      {"1.5 h", "s", 5400},
                      {"5 ms", "s", 0.005},
                      {"3us", "s", 3e-6},
                      {"7 µs", "s", 7e-6},
                      {"2 d", "s", 172800},
                      {"300 s", "min", 5},
                      {"4 GB", "bytes", 4e9},
                      {"4 GiB", "bytes", 4294967296.0},
                      {"1 KiB", "B", 1024},
                      {"1 kB", "B", 1000},
                      {"2048 B", "KiB", 2},
                      {"10 MB/s", "bytes/s", 1e7},
                      {"1600 Mbit/s", "bytes/s", 2e8},
                      {"1 GiB/s", "B/s", 1073741824.0},
                      {"200 MHz", "Hz", 2e8},
                      {"3 %", "ratio", 0.03},
                      {"3 %", "", 0.03},
                      {"2 MW", "kW", 2000},
                      {"4 MWh", "J", 1.44e10},
                      {"640 pJ", "J", 6.4e-10},
                      {"3 kEUR", "EUR", 3000},
                      {"3 EUR/kWh", "EUR/kWh", 3},
                      {"-2 s", "s", -2},
                      {"1e3 ms", "s", 1},
                      {"+5 s", "s", 5},
                      {"  5   s  ", "s", 5}};
  for (const Row& row : rows) {
    CAPTURE(row.text, row.unit);
    const auto value = quantity_in(row.text, row.unit);
    REQUIRE(value.has_value());
    CHECK(*value == Approx(row.expected).epsilon(1e-12));
  }
}

TEST_CASE("what is no quantity of the dimension is refused", "[suite]") {
  struct Row {
    const char* text;
    const char* unit;
  };
  const Row rows[] = {{"", "s"},
                      {"5", "s"},
                      {"s", "s"},
                      {"5 MB", "s"},
                      {"5 s", "bytes"},
                      {"5 MB", "bytes/s"},
                      {"5 Mb/s", "bytes/s"},
                      {"5 S", "s"},
                      {"nan s", "s"},
                      {"inf s", "s"},
                      {"1e400 s", "s"},
                      {"5 5 s", "s"},
                      {"0x5 s", "s"},
                      {"5 EUR", "USD"},
                      {"5 s/s", "s"},
                      {"1e308 PB", "bytes"},
                      {"5 ms", "mJ"},
                      {"--5 s", "s"},
                      {"5,0 s", "s"}};
  for (const Row& row : rows) {
    CAPTURE(row.text, row.unit);
    const auto value = quantity_in(row.text, row.unit);
    REQUIRE_FALSE(value.has_value());
    CHECK_FALSE(value.error().message.empty());
  }
}

}  // namespace tare::suite
