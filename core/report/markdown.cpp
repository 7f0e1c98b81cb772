// The report for a pull request: short, and with nothing in it that the text of a suite could turn into markup.
#include "report/formats.hpp"

#include "report/markup.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tare::report {
namespace {

constexpr std::size_t kMostClaims = 20;
constexpr std::size_t kMostFailures = 10;
constexpr std::size_t kMostRows = 12;
constexpr std::size_t kMostColumns = 8;

// A text as one line in which no character means anything to Markdown or HTML. "@" would notify somebody.
std::string plain(std::string_view text, std::size_t columns = 80) {
  std::string result;
  for (const char c : harmless_line(cut(text, columns))) {
    if (c == '<') {
      result += "&lt;";
    } else if (c == '@') {
      result += "@\xE2\x80\x8B";
    } else {
      if (std::string_view("\\`*_[]|~#$!").find(c) != std::string_view::npos) result += '\\';
      result += c;
    }
  }
  return result;
}

// Claims that did not come out are what a reader has to see.
int urgency(const Claim& claim) {
  if (claim.verdict == "not_reproduced") return 0;
  if (claim.verdict == "inconclusive") return 1;
  return claim.verdict == "not_run" ? 2 : 3;
}

std::string claims_text(const Data& data) {
  std::vector<Claim> claims;
  for (const Suite& suite : data.suites) claims.insert(claims.end(), suite.claims.begin(), suite.claims.end());
  if (claims.empty()) return "";
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return urgency(a) < urgency(b); });
  std::string result = "| verdict | claim | expected | found |\n|---|---|---:|---:|\n";
  for (std::size_t i = 0; i < std::min(claims.size(), kMostClaims); ++i) {
    const Claim& claim = claims[i];
    result += fmt::format("| {} {} | {}{} | {} | {} |\n", sign_of(claim.verdict), plain(words(claim.verdict), 20),
                          plain(claim.says.empty() ? claim.id : claim.says, 120),
                          claim.point.empty() ? "" : ": " + plain(claim.point, 40), plain(claim.expected, 40),
                          plain(claim.found, 40));
  }
  if (claims.size() > kMostClaims) result += fmt::format("\nand {} more claims\n", claims.size() - kMostClaims);
  return result + "\n";
}

std::string cell_text(const Table& table, const Comparison* comparison) {
  if (comparison == nullptr) return "";
  if (comparison->verdict == "wrong_answer") return "wrong ✗";
  if (comparison->verdict == "not_comparable") return "n/a";
  const std::string spread = spread_text(comparison->ratio, comparison->interval);
  return fmt::format("{}{} {}", plain(estimate_text(*comparison, table.is_time ? "ns" : table.unit)),
                     spread.empty() ? "" : " " + spread, sign_of(comparison->verdict));
}

std::string table_text(const Suite& suite, const Table& table) {
  std::map<std::size_t, std::map<std::size_t, const Comparison*>> rows;
  std::vector<std::size_t> methods;
  for (const Comparison& comparison : table.comparisons) {
    rows[comparison.point][comparison.method] = &comparison;
    if (std::find(methods.begin(), methods.end(), comparison.method) == methods.end())
      methods.push_back(comparison.method);
  }
  if (methods.size() > kMostColumns) methods.resize(kMostColumns);
  if (rows.empty()) return "";
  std::string result = fmt::format("{}, times better than {}:\n\n|", plain(name_of(table)), plain(table.baseline));
  std::string rule = "|---|";
  result += " |";
  for (const std::size_t method : methods) {
    result += " " + plain(suite.methods[method].label, 30) + " |";
    rule += "---:|";
  }
  result += "\n" + rule + "\n";
  std::size_t written = 0;
  for (const auto& [point, cells] : rows) {
    if (written++ == kMostRows) break;
    result += "| " + plain(suite.points[point].label, 40) + " |";
    for (const std::size_t method : methods) {
      const auto cell = cells.find(method);
      result += " " + cell_text(table, cell == cells.end() ? nullptr : cell->second) + " |";
    }
    result += "\n";
  }
  if (rows.size() > kMostRows) result += fmt::format("\nand {} more points\n", rows.size() - kMostRows);
  return result + "\n";
}

std::string failures_text(const Data& data) {
  std::string result;
  std::size_t count = 0;
  for (const Suite& suite : data.suites) {
    for (const Case& one : suite.cases) {
      if (one.outcome == "ok" || one.outcome == "unsupported" || ++count > kMostFailures) continue;
      result += fmt::format("- {}: {} on {}{}\n", plain(words(one.outcome), 20),
                            plain(suite.methods[one.method].label, 40), plain(suite.points[one.point].label, 40),
                            one.message.empty() ? "" : " — " + plain(one.message, 160));
    }
  }
  if (count > kMostFailures) result += fmt::format("- and {} more\n", count - kMostFailures);
  return result.empty() ? "" : "**Failures**\n\n" + result + "\n";
}

}  // namespace

std::string markdown(const Data& data) {
  std::string result = fmt::format("### {}\n\n", plain(data.title, 100));
  if (!data.about.empty()) result += plain(data.about, 300) + "\n\n";
  for (const Suite& suite : data.suites) {
    result += data.suites.size() > 1 ? fmt::format("**{}**: ", plain(suite.name)) : "";
    for (const std::string& sentence : answer_of(suite)) result += plain(sentence, 400) + " ";
    result.back() = '\n';
    result += "\n";
  }
  result += claims_text(data);
  for (const Suite& suite : data.suites) {
    if (const Table* table = main_table(suite)) result += table_text(suite, *table);
  }
  result += failures_text(data);
  result += "▲ better, ▼ worse, = same, ? undecided, ✗ wrong or failed; ± half the width of the 95 % interval\n\n";
  result += fmt::format("cases: {}; run {} on {}, {}\n", plain(counts_text(case_counts(data)), 300),
                        plain(data.run_id, 40), plain(data.machine, 40), plain(data.started, 40));
  return result;
}

}  // namespace tare::report
