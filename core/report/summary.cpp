// Implementation of summary.hpp.
#include "report/summary.hpp"

#include "base/text.hpp"
#include "report/markup.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tare::report {
namespace {

constexpr std::size_t kNamed = 3;  // methods that the sentence names

std::string verdicts_text(const MethodSummary& summary) {
  std::size_t total = 0;
  for (const auto& [verdict, count] : summary.verdicts) total += count;
  if (summary.verdicts.size() == 1) {
    const auto& [verdict, count] = *summary.verdicts.begin();
    return count == 1 ? words(verdict) : fmt::format("{} on all {}", words(verdict), count);
  }
  return counts_text(summary.verdicts) + fmt::format(" of {}", total);
}

std::string mean_text(const Suite& suite, const MethodSummary& summary) {
  const Mean& mean = *summary.mean;
  const std::string range = mean.interval && mean.interval->low < mean.interval->high
                                ? fmt::format(" (95 % {})", range_text(mean.interval, false))
                                : "";
  return fmt::format("{} {}×{}, {}", cut(suite.methods[summary.method].label, 40), ratio_text(mean.ratio), range,
                     verdicts_text(summary));
}

// Differences have no mean; the numbers of verdicts are the answer then.
std::string without_means(const Suite& suite, const Table& table, const std::vector<MethodSummary>& summaries) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(summaries.size(), kNamed); ++i) {
    parts.push_back(
        fmt::format("{}: {}", cut(suite.methods[summaries[i].method].label, 40), verdicts_text(summaries[i])));
  }
  return fmt::format("{} against {}: {}.", name_of(table), cut(table.baseline, 40), text::join_list(parts, "; "));
}

std::string table_sentence(const Suite& suite, const Table& table) {
  std::vector<MethodSummary> summaries = summaries_of(suite, table);
  if (summaries.empty()) return "Nothing could be compared.";
  std::vector<MethodSummary> ranked = summaries;
  std::erase_if(ranked, [](const MethodSummary& summary) { return summary.mean == nullptr; });
  if (ranked.empty()) return without_means(suite, table, summaries);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.mean->ratio > b.mean->ratio; });
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(ranked.size(), kNamed); ++i) parts.push_back(mean_text(suite, ranked[i]));
  const std::string rest = ranked.size() > kNamed ? fmt::format("; {} more", ranked.size() - kNamed) : "";
  return fmt::format("{}, times {} than {}{}: {}{}.", name_of(table), table.is_time ? "faster" : "better",
                     cut(table.baseline, 40), suite.points.size() > 1 ? ", geometric mean" : "",
                     text::join_list(parts, "; "), rest);
}

}  // namespace

const Table* main_table(const Suite& suite) { return suite.tables.empty() ? nullptr : &suite.tables.front(); }

std::vector<std::string> answer_of(const Suite& suite) {
  std::vector<std::string> sentences;
  const Table* const table = main_table(suite);
  sentences.push_back(table == nullptr ? "There is nothing to compare." : table_sentence(suite, *table));
  if (suite.claims.empty()) return sentences;
  std::map<std::string, std::size_t> counts;
  for (const Claim& claim : suite.claims) ++counts[claim.verdict];
  sentences.push_back(fmt::format("{}: {}.", counted(suite.claims.size(), "claim"), counts_text(counts)));
  return sentences;
}

std::vector<MethodSummary> summaries_of(const Suite& suite, const Table& table) {
  std::vector<MethodSummary> all(suite.methods.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i].method = i;
  for (const Mean& mean : table.means) all[mean.method].mean = &mean;
  for (const Comparison& comparison : table.comparisons) {
    MethodSummary& summary = all[comparison.method];
    ++summary.verdicts[comparison.verdict];
    if (!comparison.ratio || !std::isfinite(*comparison.ratio)) continue;
    if (summary.best == nullptr || *comparison.ratio > *summary.best->ratio) summary.best = &comparison;
    if (summary.worst == nullptr || *comparison.ratio < *summary.worst->ratio) summary.worst = &comparison;
  }
  std::erase_if(all, [](const MethodSummary& summary) { return summary.verdicts.empty(); });
  return all;
}

std::map<std::string, std::size_t> claim_counts(const Data& data) {
  std::map<std::string, std::size_t> counts;
  for (const Suite& suite : data.suites) {
    for (const Claim& claim : suite.claims) ++counts[claim.verdict];
  }
  return counts;
}

std::map<std::string, std::size_t> case_counts(const Data& data) {
  std::map<std::string, std::size_t> counts;
  for (const Suite& suite : data.suites) {
    for (const auto& [outcome, count] : suite.case_counts) counts[outcome] += count;
  }
  return counts;
}

std::string counts_text(const std::map<std::string, std::size_t>& counts) {
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> parts;
  for (const auto& [name, count] : sorted) parts.push_back(fmt::format("{} {}", count, words(name)));
  return text::join_list(parts, ", ");
}

}  // namespace tare::report
