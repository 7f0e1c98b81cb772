// The report for CI servers, in the XML form that JUnit made common: what is judged is a test.
#include "report/formats.hpp"
#include "report/markup.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tare::report {
namespace {

// A failure is what should have held and did not; skipped is what could not be told.
enum class Ending { passed, failed, skipped };

Ending ending_of_claim(const Claim& claim) {
  if (claim.verdict == "reproduced") return Ending::passed;
  return claim.verdict == "not_reproduced" ? Ending::failed : Ending::skipped;
}

Ending ending_of_case(const Case& one) {
  if (one.outcome == "ok") return Ending::passed;
  return one.outcome == "unsupported" || one.outcome == "cancelled" ? Ending::skipped : Ending::failed;
}

void write_ending(Markup& markup, Ending ending, std::string_view type, const std::string& message,
                  std::string_view output) {
  switch (ending) {
    case Ending::passed:
      return;
    case Ending::skipped:
      markup.empty("skipped", {{"message", message}});
      return;
    case Ending::failed:
      markup.element("failure", {{"type", std::string(type)}, {"message", message}}, output);
      return;
  }
}

std::string message_of(std::string_view first, std::string_view second) {
  const std::string joined = second.empty() ? std::string(first) : fmt::format("{}: {}", first, second);
  return harmless_line(cut(joined, 1000));
}

struct Counts {
  std::size_t all = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;
  void add(Ending ending) {
    ++all;
    failed += ending == Ending::failed ? 1 : 0;
    skipped += ending == Ending::skipped ? 1 : 0;
  }
};

Markup tests_of(const Suite& suite, Counts& counts) {
  Markup markup;
  const std::string class_name = harmless_line(cut(suite.name, 200));
  for (const Claim& claim : suite.claims) {
    const std::string name = "claim " + claim.id + (claim.point.empty() ? "" : " " + claim.point);
    markup.open("testcase", {{"classname", class_name}, {"name", harmless_line(cut(name, 300))}});
    const Ending ending = ending_of_claim(claim);
    counts.add(ending);
    write_ending(markup, ending, claim.verdict,
                 message_of(words(claim.verdict), fmt::format("expected {}, found {}", claim.expected, claim.found)),
                 harmless(claim.note));
    markup.close().text("\n");
  }
  for (const Case& one : suite.cases) {
    const std::string name =
        fmt::format("{} {} seed {}", suite.methods[one.method].label, suite.points[one.point].label, one.seed);
    const double wall_s = one.wall_s && std::isfinite(*one.wall_s) ? *one.wall_s : 0;
    markup.open(
        "testcase",
        {{"classname", class_name}, {"name", harmless_line(cut(name, 300))}, {"time", fmt::format("{:.3f}", wall_s)}});
    const Ending ending = ending_of_case(one);
    counts.add(ending);
    write_ending(markup, ending, one.outcome, message_of(words(one.outcome), one.message), one.output);
    markup.close().text("\n");
  }
  return markup;
}

}  // namespace

std::string junit(const Data& data) {
  Markup markup;
  markup.open("testsuites", {{"name", harmless_line(cut(data.title, 200))}}).text("\n");
  for (const Suite& suite : data.suites) {
    Counts counts;
    const Markup tests = tests_of(suite, counts);
    markup.open("testsuite", {{"name", harmless_line(cut(suite.name, 200))},
                              {"tests", fmt::format("{}", counts.all)},
                              {"failures", fmt::format("{}", counts.failed)},
                              {"skipped", fmt::format("{}", counts.skipped)},
                              {"errors", "0"}});
    markup.text("\n").add(tests).close().text("\n");
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + markup.close().written() + "\n";
}

}  // namespace tare::report
