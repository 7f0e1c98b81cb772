// Implementation of bootstrap.hpp. A resample is a vector of counts, one a round, shared by both methods, so the pair
// stays together. Both methods' times are sorted once; a resample's median is then a walk along the counts, which makes
// 10,000 resamples of 3 x 60 rounds a matter of milliseconds.
#include "compare/bootstrap.hpp"

#include "base/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>

namespace tare::compare {
namespace {

double median(std::vector<double> values) {
  const std::size_t half = values.size() / 2;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(half), values.end());
  const double upper = values[half];
  if (values.size() % 2 == 1) return upper;
  return (upper + *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(half))) / 2;
}

// Times in ascending order with the round that each belongs to.
struct SortedTimes {
  std::vector<std::uint32_t> rounds;
  std::vector<double> times;
};

SortedTimes sorted_times(const std::vector<double>& times) {
  SortedTimes sorted;
  sorted.rounds.resize(times.size());
  std::iota(sorted.rounds.begin(), sorted.rounds.end(), 0U);
  std::stable_sort(sorted.rounds.begin(), sorted.rounds.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return times[a] < times[b]; });
  for (const std::uint32_t round : sorted.rounds) sorted.times.push_back(times[round]);
  return sorted;
}

// Median of the multiset that holds round r counts[r] times; the counts add up to the number of rounds.
double weighted_median(const SortedTimes& sorted, const std::vector<std::uint32_t>& counts) {
  const std::size_t total = counts.size();
  const std::size_t lower_rank = (total - 1) / 2;
  const std::size_t upper_rank = total / 2;
  std::size_t seen = 0;
  std::size_t i = 0;
  while ((seen += counts[sorted.rounds[i]]) <= lower_rank) ++i;
  const double lower = sorted.times[i];
  while (seen <= upper_rank) seen += counts[sorted.rounds[++i]];
  return (lower + sorted.times[i]) / 2;
}

// Rounds grouped by process, as ranges of one array.
struct Processes {
  std::vector<PairedRound> rounds;
  std::vector<std::size_t> ends;
};

Processes by_process(std::span<const PairedRound> rounds) {
  std::map<int, std::vector<PairedRound>> groups;
  for (const PairedRound& round : rounds) groups[round.process].push_back(round);
  Processes processes;
  for (const auto& [process, members] : groups) {
    processes.rounds.insert(processes.rounds.end(), members.begin(), members.end());
    processes.ends.push_back(processes.rounds.size());
  }
  return processes;
}

void draw(const Processes& processes, random::Generator& generator, std::vector<std::uint32_t>& counts) {
  std::fill(counts.begin(), counts.end(), 0U);
  std::size_t begin = 0;
  for (const std::size_t end : processes.ends) {
    const std::uint64_t size = end - begin;
    std::uint64_t bits = 0;
    for (std::size_t i = begin; i < end; ++i) {
      // Two draws of 32 bits from each output: the bias of multiply-shift stays below size / 2^32.
      bits = (i - begin) % 2 == 0 ? generator() : bits >> 32U;
      ++counts[begin + (((bits & 0xFFFFFFFFU) * size) >> 32U)];
    }
    begin = end;
  }
}

double variance(std::span<const double> values) {
  const double size = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / size;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / (size - 1);
}

// Adds the spread between processes. Resampling whole processes would count the noise of rounds twice, because each
// process's own median carries it; so the processes' deviations are first shrunk to what exceeds that noise (Davison
// and Hinkley, Bootstrap Methods, section 3.8) and scaled up by P / (P - 1) for having been centred on their own mean.
void add_process_shifts(const Processes& processes, random::Generator& generator, std::vector<double>& logs) {
  std::vector<double> deviations;
  std::size_t begin = 0;
  for (const std::size_t end : processes.ends) {
    deviations.push_back(log_ratio_of_medians(std::span(processes.rounds).subspan(begin, end - begin)));
    begin = end;
  }
  const double count = static_cast<double>(deviations.size());
  const double seen = variance(deviations);
  const double between = seen - count * variance(logs);
  if (between <= 0) return;
  const double mean = std::accumulate(deviations.begin(), deviations.end(), 0.0) / count;
  const double scale = std::sqrt(between / seen * count / (count - 1)) / count;
  for (double& deviation : deviations) deviation = (deviation - mean) * scale;
  for (double& log : logs) {
    for (std::size_t i = 0; i < deviations.size(); ++i) log += deviations[generator.below(deviations.size())];
  }
}

}  // namespace

double log_ratio_of_medians(std::span<const PairedRound> rounds) {
  std::vector<double> baseline;
  std::vector<double> method;
  for (const PairedRound& round : rounds) {
    baseline.push_back(round.baseline_ns);
    method.push_back(round.method_ns);
  }
  return std::log(median(std::move(baseline)) / median(std::move(method)));
}

std::vector<double> resampled_log_ratios(std::span<const PairedRound> rounds, const BootstrapOptions& options) {
  const Processes processes = by_process(rounds);
  std::vector<double> times(rounds.size());
  const auto baseline_ns = [](const PairedRound& round) { return round.baseline_ns; };
  const auto method_ns = [](const PairedRound& round) { return round.method_ns; };
  std::transform(processes.rounds.begin(), processes.rounds.end(), times.begin(), baseline_ns);
  const SortedTimes baseline = sorted_times(times);
  std::transform(processes.rounds.begin(), processes.rounds.end(), times.begin(), method_ns);
  const SortedTimes method = sorted_times(times);

  random::Generator generator(options.seed);
  std::vector<std::uint32_t> counts(rounds.size());
  std::vector<double> logs(static_cast<std::size_t>(options.resamples));
  for (double& log : logs) {
    draw(processes, generator, counts);
    log = std::log(weighted_median(baseline, counts) / weighted_median(method, counts));
  }
  if (processes.ends.size() > 1) add_process_shifts(processes, generator, logs);
  return logs;
}

}  // namespace tare::compare
