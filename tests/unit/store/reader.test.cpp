// What is read of a run is what was written of it.
#include "catch.hpp"
#include "example.hpp"

using namespace tare;
using namespace tare::store;

TEST_CASE("a run is read back with its results, one row without a metric for a failed answer", "[store]") {
  const example::Place place = example::place();
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
  }
  const Store store = example::opened(place.path, Mode::read);
  const auto results = store.results("run-1");
  REQUIRE(results.has_value());
  REQUIRE(results->size() == 3);
  CHECK((*results)[0].method == "dp");
  CHECK((*results)[0].is_baseline);
  CHECK((*results)[0].value == 10.0);
  CHECK((*results)[1].method == "hypar");
  CHECK((*results)[1].metric == "step_bytes");
  CHECK((*results)[1].value == 4.0);
  CHECK((*results)[1].workload == Json{{"network", "vgg-a"}});
  CHECK((*results)[2].outcome == model::Outcome::crashed);
  CHECK((*results)[2].metric.empty());
  CHECK((*results)[2].value == std::nullopt);
}
