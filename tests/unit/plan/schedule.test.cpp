// schedule: which halves run, and why.
#include "plan/schedule.hpp"

#include "catch.hpp"
#include "plan/expansion.hpp"
#include "sample_suite.hpp"

using tare::plan::Finished;
using tare::plan::Why;

namespace {

tare::model::Group sample_group() {
  auto suite = tare::test::sample_suite();
  suite.timing.has_twin = true;
  return tare::plan::Expansion::create(suite, tare::test::sample_catalog(), {}, {})->group(0);
}

Finished all_finished(const tare::model::Group& group) {
  Finished finished;
  for (const auto& one : group.cases) {
    finished.answers[one.identity] = "answer";
    finished.timings[one.timing_identity] = {"timing", "sitting"};
  }
  return finished;
}

}  // namespace

TEST_CASE("what is finished does not run again", "[plan]") {
  const auto group = sample_group();
  const auto work = tare::plan::schedule(group, all_finished(group), {});
  CHECK_FALSE(work.has_work());
  CHECK(work.cases[0].cached_answer_half == "answer");
  CHECK(work.cases[2].cached_timing_half == "timing");
}

TEST_CASE("a missing timing brings the baseline and its twin, for timing only", "[plan]") {
  const auto group = sample_group();
  auto finished = all_finished(group);
  finished.timings.erase(group.cases[2].timing_identity);
  const auto work = tare::plan::schedule(group, finished, {});
  CHECK(work.cases[0].timing == Why::for_sitting);
  CHECK(work.cases[1].timing == Why::for_sitting);
  CHECK(work.cases[2].timing == Why::never_ran);
  for (const auto& item : work.cases) CHECK_FALSE(item.runs_answer());
}

TEST_CASE("a missing answer runs alone when its times are there", "[plan]") {
  const auto group = sample_group();
  auto finished = all_finished(group);
  finished.answers.erase(group.cases[2].identity);
  finished.failures[group.cases[2].identity] = "crashed";
  const auto work = tare::plan::schedule(group, finished, {});
  CHECK(work.cases[2].answer == Why::failed_before);
  CHECK_FALSE(work.has_timing());
}

TEST_CASE("fresh runs everything and timing = false only answers", "[plan]") {
  const auto group = sample_group();
  const auto fresh = tare::plan::schedule(group, all_finished(group), {true, true});
  for (const auto& item : fresh.cases) CHECK((item.runs_answer() && item.runs_timing()));
  const auto answers = tare::plan::schedule(group, Finished{}, {false, false});
  CHECK(answers.has_work());
  CHECK_FALSE(answers.has_timing());
}
