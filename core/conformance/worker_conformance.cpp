// Implementation of worker_conformance.hpp. Every promise is one small function over a conversation.
#include "conformance/worker_conformance.hpp"

#include "base/clock.hpp"
#include "catalog/description_check.hpp"
#include "run/conversation.hpp"
#include "wire/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tare::conformance {
namespace {

using run::Conversation;
using run::Ending;

constexpr double kMinTimeS = 0.002;

std::string told(const Ending& ending) {
  std::string text(model::name_of(ending.outcome));
  if (!ending.reason.empty()) text += "/" + ending.reason;
  if (!ending.message.empty()) text += ": " + ending.message;
  return text;
}

std::string text_field(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// A conversation with all that was heard since the last command, and the findings so far.
class Interview {
 public:
  Interview(Conversation talk, const Trial& trial) : talk_(std::move(talk)), trial_(trial) {}

  Ending say(const Json& command) {
    heard_.clear();
    return talk_.command(command, trial_.time_limit_s, {[this](const Json& event) { heard_.push_back(event); }, {}});
  }
  [[nodiscard]] std::vector<Json> heard(const std::string& event) const {
    std::vector<Json> found;
    std::copy_if(heard_.begin(), heard_.end(), std::back_inserter(found),
                 [&](const Json& one) { return text_field(one, "event") == event; });
    return found;
  }

  void judge(std::string promise, std::optional<std::string> problem) {
    findings_.push_back({std::move(promise), problem ? Judgement::failed : Judgement::passed, problem.value_or("")});
  }
  void skip(std::string promise, std::string why) {
    findings_.push_back({std::move(promise), Judgement::not_tried, std::move(why)});
  }
  void expect_refusal(std::string promise, const Json& command) {
    const Ending ending = say(command);
    judge(std::move(promise), ending.outcome == model::Outcome::failed || ending.outcome == model::Outcome::unsupported
                                  ? std::nullopt
                                  : std::optional("expected `done` with outcome failed, heard " + told(ending)));
  }

  [[nodiscard]] Conversation& talk() { return talk_; }
  [[nodiscard]] std::vector<Finding> take_findings() { return std::move(findings_); }

 private:
  Conversation talk_;
  const Trial& trial_;
  std::vector<Json> heard_;
  std::vector<Finding> findings_;
};

std::optional<std::string> not_ok(const Ending& ending) {
  return ending.is_ok() ? std::nullopt : std::optional("expected outcome ok, heard " + told(ending));
}

Finding start_failed(const Ending& ending) {
  return {"it starts and says `ready` with protocol 1", Judgement::failed, told(ending)};
}

// How the description contradicts the protocol or itself.
std::optional<std::string> problem_of_description(const Ending& ending, const std::vector<Json>& descriptions) {
  if (auto problem = not_ok(ending)) return problem;
  if (descriptions.size() != 1) return fmt::format("expected one `description` event, heard {}", descriptions.size());
  const auto read = wire::description_from_json(descriptions.front());
  if (!read) return read.error().message;
  return catalog::contradiction(*read);
}

std::optional<std::string> problem_of_sample(const Ending& ending, const std::vector<Json>& samples,
                                             const std::string& operation) {
  if (auto problem = not_ok(ending)) return problem;
  if (samples.size() != 1) return fmt::format("expected one `sample`, heard {}", samples.size());
  const Json& sample = samples.front();
  const auto number = [&](const char* key) { return sample.value(key, Json()); };
  if (text_field(sample, "operation") != operation) {
    return fmt::format("the sample is of '{}', expected '{}'", text_field(sample, "operation"), operation);
  }
  if (!number("iterations").is_number_integer() || number("iterations").get<double>() < 1) {
    return fmt::format("iterations is {}, expected a whole number from 1 on", number("iterations").dump());
  }
  if (!number("wall_ns").is_number() || number("wall_ns").get<double>() < 0) {
    return fmt::format("wall_ns is {}, expected nanoseconds a call", number("wall_ns").dump());
  }
  const double spent_s = number("wall_ns").get<double>() * number("iterations").get<double>() / 1e9;
  if (spent_s < kMinTimeS / 2) {
    return fmt::format("iterations x wall_ns is {:.3g} s, expected at least the min_time_s of {} s", spent_s,
                       kMinTimeS);
  }
  return std::nullopt;
}

std::optional<std::string> problem_of_metrics(const Interview& interview, const model::Track* track) {
  std::map<std::string, int> counts;
  for (const Json& metric : interview.heard("metric")) ++counts[text_field(metric, "name")];
  for (const auto& [name, count] : counts) {
    if (count > 1) return fmt::format("the metric '{}' came {} times, expected once", name, count);
    if (track == nullptr) continue;
    const auto& known = track->description.metrics;
    if (std::none_of(known.begin(), known.end(), [&](const MetricSpec& spec) { return spec.name == name; })) {
      return fmt::format("the metric '{}' is not one of the track '{}'; `tare show track {}` lists them", name,
                         track->description.name, track->description.name);
    }
  }
  return counts.empty() ? std::optional<std::string>("no metric came, expected at least one") : std::nullopt;
}

std::map<std::string, std::string> deterministic_metrics(const Interview& interview, const model::Track* track) {
  std::map<std::string, std::string> values;
  if (track == nullptr) return values;
  for (const Json& metric : interview.heard("metric")) {
    for (const MetricSpec& spec : track->description.metrics) {
      if (spec.is_deterministic && spec.name == text_field(metric, "name")) {
        values[spec.name] = metric.value("value", Json()).dump();
      }
    }
  }
  return values;
}

void try_rounds(Interview& interview, const std::vector<Json>& operations) {
  interview.expect_refusal("a round of an operation that does not exist is refused",
                           {{"command", "round"}, {"operation", "no such one"}, {"min_time_s", kMinTimeS}});
  for (const Json& operation : operations) {
    const std::string name = text_field(operation, "name");
    const Ending ending = interview.say({{"command", "round"}, {"operation", name}, {"min_time_s", kMinTimeS}});
    interview.judge(fmt::format("a round of '{}' gives one sample", name),
                    problem_of_sample(ending, interview.heard("sample"), name));
  }
}

void try_exit(Interview& interview) {
  constexpr double kLeaveS = 2;
  interview.talk().worker().send({{"command", "exit"}});
  const std::int64_t deadline = clock::steady_ns() + static_cast<std::int64_t>(kLeaveS * 1e9);
  wire::Heard heard = interview.talk().worker().next(deadline);
  while (std::holds_alternative<Json>(heard)) heard = interview.talk().worker().next(deadline);
  std::optional<std::string> problem;
  if (const auto* ended = std::get_if<wire::Ended>(&heard)) {
    if (ended->signal || ended->exit_code.value_or(0) != 0) {
      problem = ended->signal ? fmt::format("it was ended by signal {}", *ended->signal)
                              : fmt::format("it left with exit code {}, expected 0", ended->exit_code.value_or(-1));
    }
  } else {
    problem = fmt::format("it was still there {} s later", kLeaveS);
  }
  interview.judge("it leaves after `exit`", problem);
}

// The deterministic metrics of a second worker that is asked the same; nothing when it did not come that far.
std::map<std::string, std::string> second_answer(const Trial& trial) {
  auto talk = Conversation::start(trial.worker, trial.time_limit_s, -1);
  if (!talk) return {};
  Interview again(std::move(*talk), trial);
  const bool is_answered = again.say({{"command", "prepare"}, {"case", trial.the_case}}).is_ok() &&
                           again.say({{"command", "evaluate"}}).is_ok();
  auto values = is_answered ? deterministic_metrics(again, trial.track) : std::map<std::string, std::string>();
  again.talk().finish();
  return values;
}

void try_answer(Interview& interview, const Trial& trial) {
  const Ending evaluated = interview.say({{"command", "evaluate"}});
  auto problem = not_ok(evaluated);
  interview.judge("evaluate reports metrics of the track, each once",
                  problem ? problem : problem_of_metrics(interview, trial.track));
  const auto first = deterministic_metrics(interview, trial.track);
  if (first.empty()) {
    interview.skip("the same case gives the same deterministic metrics", "it reports none");
    return;
  }
  interview.judge(
      "the same case gives the same deterministic metrics",
      first == second_answer(trial) ? std::nullopt : std::optional<std::string>("a second worker's values differ"));
}

}  // namespace

std::vector<Finding> try_description(const Trial& trial, std::optional<Json>& description) {
  auto talk = Conversation::start(trial.worker, trial.time_limit_s, -1);
  if (!talk) return {start_failed(talk.error())};
  Interview interview(std::move(*talk), trial);
  interview.judge("it starts and says `ready` with protocol 1", std::nullopt);
  const Ending first = interview.say({{"command", "describe"}});
  const std::vector<Json> descriptions = interview.heard("description");
  const auto problem = problem_of_description(first, descriptions);
  interview.judge("describe gives one description without contradictions", problem);
  if (!problem) {
    description = descriptions.front();
    const Ending second = interview.say({{"command", "describe"}});
    const auto again = interview.heard("description");
    const bool is_same = second.is_ok() && again.size() == 1 && again.front() == *description;
    interview.judge("a second describe gives the same",
                    is_same ? std::nullopt : std::optional<std::string>("expected the same description"));
  }
  interview.expect_refusal("an unknown command is refused", {{"command", "no_such_command"}});
  interview.expect_refusal("evaluate before prepare is refused", {{"command", "evaluate"}});
  interview.expect_refusal("a round before prepare is refused",
                           {{"command", "round"}, {"operation", "any"}, {"min_time_s", kMinTimeS}});
  try_exit(interview);
  // A second worker: one that described itself in one process must say the same in the next.
  if (description) {
    auto next = Conversation::start(trial.worker, trial.time_limit_s, -1);
    if (!next) return {start_failed(next.error())};
    Interview other(std::move(*next), trial);
    const Ending told_again = other.say({{"command", "describe"}});
    const auto heard = other.heard("description");
    const bool is_same = told_again.is_ok() && heard.size() == 1 && heard.front() == *description;
    interview.judge("another process gives the same description",
                    is_same ? std::nullopt : std::optional<std::string>("expected the same description"));
    other.talk().finish();
  }
  return interview.take_findings();
}

std::vector<Finding> try_case(const Trial& trial) {
  auto talk = Conversation::start(trial.worker, trial.time_limit_s, -1);
  if (!talk) return {start_failed(talk.error())};
  Interview interview(std::move(*talk), trial);
  const Json prepare = {{"command", "prepare"}, {"case", trial.the_case}};
  const Ending prepared = interview.say(prepare);
  const std::vector<Json> operations = interview.heard("operation");
  const bool is_refusal = prepared.outcome == model::Outcome::unsupported && !prepared.message.empty();
  if (is_refusal) {
    interview.skip("prepare succeeds", "it says " + told(prepared));
    try_exit(interview);
    return interview.take_findings();
  }
  interview.judge("prepare succeeds", not_ok(prepared));
  if (!prepared.is_ok()) return interview.take_findings();
  interview.expect_refusal("a second prepare is refused", prepare);
  try_rounds(interview, operations);
  try_answer(interview, trial);
  try_exit(interview);
  return interview.take_findings();
}

}  // namespace tare::conformance
