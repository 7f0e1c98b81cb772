// Wrong suites: the file as a whole, its heading, and the workload's values and axes.
#include "demo.hpp"
#include "wrong_suites.hpp"

namespace tare::suite {
namespace {

std::string with(const std::string& tables) { return kHead + tables + kMethods; }

WrongGroup files() {
  const std::string deep(40, '[');
  std::string long_key = "a";
  for (int i = 0; i < 80; ++i) long_key += ".a";
  return {"files",
          {{"an empty file", ""},
           {"only a comment", "# nothing\n"},
           {"not TOML", "[suite]\nname = \"s\ntrack = \"demo\"\n"},
           {"a table twice", with("[limits]\n[limits]\n")},
           {"a key twice", with("[workload]\nbatch = 1\nbatch = 2\n")},
           {"bytes that are not UTF-8", "[suite]\nname = \"\xC3\x28\"\n"},
           {"lists nested without end", "a = " + deep + "\n"},
           {"a key of many parts", long_key + " = 1\n"},
           {"an integer beyond 64 bits", with("[workload]\nbatch = 99999999999999999999\n")}}};
}

WrongGroup heading() {
  return {"heading",
          {{"no [suite]", kMethods},
           {"no name and no track", std::string("[suite]\n") + kMethods},
           {"an empty name", std::string("[suite]\nname = \"\"\ntrack = \"demo\"\n") + kMethods},
           {"a misspelt track", std::string("[suite]\nname = \"s\"\ntrack = \"dmeo\"\n") + kMethods},
           {"a track that is a number", std::string("[suite]\nname = \"s\"\ntrack = 3\n") + kMethods},
           {"a misspelt table", with("[worklaod]\nbatch = 1\n")},
           {"a key of [suite] misspelt",
            std::string("[suite]\nname = \"s\"\ntrack = \"demo\"\nabuot = \"x\"\n") + kMethods},
           {"seeds in the wrong table", with("[limits]\ntime = \"1 s\"\nseeds = [1]\n")},
           {"[suite] twice over", std::string("[[suite]]\nname = \"s\"\n[[suite]]\nname = \"t\"\n") + kMethods},
           {"no methods", std::string(kHead) + "[workload]\nbatch = 1\n"}}};
}

WrongGroup values() {
  return {"values",
          {{"an unknown workload key", with("[workload]\nbacth = 1\n")},
           {"a text for an integer", with("[workload]\nbatch = \"32\"\n")},
           {"a real for an integer", with("[workload]\nbatch = 32.0\n")},
           {"a text for a truth value", with("[workload]\noverlap = \"true\"\n")},
           {"a date", with("[workload]\nbatch = 2026-12-01\n")},
           {"below the range", with("[workload]\nbatch = 0\n")},
           {"above the range", with("[workload]\nlevels = 40\n")},
           {"not a number", with("[workload]\nsparsity = nan\n")},
           {"infinite", with("[workload]\nsparsity = inf\n")},
           {"a choice misspelt", with("[workload]\ntopology = \"tours\"\n")},
           {"a list in [workload]", with("[workload]\nbatch = [1, 2]\n")}}};
}

WrongGroup quantities() {
  return {"quantities",
          {{"a time for a rate", with("[workload]\nbandwidth = \"10 s\"\n")},
           {"megabits or megabytes", with("[workload]\nbandwidth = \"1600 Mb/s\"\n")},
           {"an unknown unit", with("[workload]\nlatency = \"5 mins\"\n")},
           {"a number in quotes without unit", with("[workload]\nlatency = \"5\"\n")},
           {"no number", with("[workload]\nlatency = \"soon\"\n")},
           {"a part of a byte", with("[workload]\nbuffer = \"0.3 B\"\n")},
           {"a unit for a bare number", with("[workload]\nbatch = \"3 GB\"\n")},
           {"out of range after conversion", with("[workload]\nlatency = \"1 min\"\n")}}};
}

WrongGroup files_as_values() {
  return {"file-values",
          {{"a misspelt network", with("[workload]\nnetwork = \"lennet\"\n")},
           {"a file that is not there", with("[workload]\nnetwork = \"nets/smal.toml\"\n")},
           {"an empty file name", with("[workload]\nnetwork = \"\"\n")},
           {"a number for a file", with("[workload]\nnetwork = 5\n")}}};
}

WrongGroup axes() {
  return {"axes",
          {{"an empty axis", with("[matrix]\nbatch = []\n")},
           {"an empty matrix", with("[matrix]\n")},
           {"a value twice", with("[matrix]\nbatch = [1, 2, 1]\n")},
           {"a single value in [matrix]", with("[matrix]\nbatch = 1\n")},
           {"one wrong value among many", with("[matrix]\nnetwork = [\"lenet\", \"alexnett\", 3]\n")},
           {"a key in [workload] and [matrix]", with("[workload]\nbatch = 1\n[matrix]\nbatch = [1, 2]\n")},
           {"a key in [matrix] and [zip]", with("[matrix]\nbatch = [1, 2]\n[zip]\nbatch = [1, 2]\nlevels = [1, 2]\n")},
           {"lists of different length in [zip]", with("[zip]\nbatch = [1, 2]\nlevels = [1, 2, 3]\n")},
           {"a position of [zip] twice", with("[zip]\nbatch = [1, 1]\nlevels = [2, 2]\n")},
           {"[matrix] twice over", with("[[matrix]]\nbatch = [1]\n[[matrix]]\nlevels = [1]\n")}}};
}

}  // namespace

std::vector<WrongGroup> wrong_files_and_values() {
  return {files(), heading(), values(), quantities(), files_as_values(), axes()};
}

}  // namespace tare::suite
