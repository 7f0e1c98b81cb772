// Wrong suites: methods, programs, exclusions and how to run.
#include "demo.hpp"
#include "wrong_suites.hpp"

namespace tare::suite {
namespace {

std::string with(const std::string& tables) { return kHead + tables + kMethods; }
std::string after(const std::string& tables) { return std::string(kHead) + kMethods + tables; }

WrongGroup methods() {
  return {"methods",
          {{"a misspelt plugin", after("[[method]]\nname = \"slwo\"\n")},
           {"a method of another track", after("[[method]]\nname = \"foreign\"\n")},
           {"a plugin that was refused", after("[[method]]\nname = \"rusty\"\n")},
           {"a method without name", after("[[method]]\nparams = {}\n")},
           {"a label twice", after("[[method]]\nname = \"fast\"\n")},
           {"two baselines", after("[[method]]\nname = \"slow\"\nbaseline = true\n")},
           {"no baseline", std::string(kHead) + "[[method]]\nname = \"base\"\n[[method]]\nname = \"fast\"\n"},
           {"a baseline that is a text", std::string(kHead) + "[[method]]\nname = \"base\"\nbaseline = \"true\"\n"},
           {"a single-bracket [method]", std::string(kHead) + "[method]\nname = \"base\"\n"},
           {"a key misspelt", after("[[method]]\nname = \"slow\"\nparms = {}\n")}}};
}

WrongGroup params() {
  const auto fast = [](const std::string& params) {
    return std::string(kHead) +
           "[[method]]\nname = \"base\"\nbaseline = true\n[[method]]\nname = \"fast\"\nparams = " + params + "\n";
  };
  return {"params",
          {{"an unknown parameter", fast("{ detph = 3 }")},
           {"a parameter out of range", fast("{ depth = 10 }")},
           {"a wrong value in an axis", fast("{ depth = [1, 2, \"x\"] }")},
           {"a value twice in an axis", fast("{ depth = [1, 2, 2] }")},
           {"an empty axis", fast("{ depth = [] }")},
           {"parameters that are a list", fast("[3]")},
           {"a parameter for a method without any", after("[[method]]\nname = \"slow\"\nparams = { depth = 1 }\n")},
           {"a baseline with an axis", std::string(kHead) + "[[method]]\nname = \"fast\"\nbaseline = true\nparams = { "
                                                            "depth = [1, 2] }\n[[method]]\nname = \"base\"\n"}}};
}

WrongGroup programs() {
  const auto rival = [](const std::string& keys) { return after("[[method]]\nname = \"rival\"\n" + keys + "\n"); };
  return {"programs",
          {{"one text instead of a list", rival("exec = \"python3 peer.py\"")},
           {"no program", rival("exec = []")},
           {"a number as argument", rival("exec = [\"peer\", 3]")},
           {"a program beside a plugin", rival("plugin = \"fast\"\nexec = [\"peer.py\"]")},
           {"a program that does not answer", rival("exec = [\"python3\", \"broken.py\"]")},
           {"a program of another track", rival("exec = [\"python3\", \"stray.py\"]")},
           {"a program with a plugin's name", rival("exec = [\"python3\", \"copycat.py\"]")},
           {"a variable that is a number", rival("exec = [\"peer.py\"]\nenvironment = { OMP_NUM_THREADS = 4 }")}}};
}

WrongGroup exclusions() {
  const std::string axes = "[matrix]\nbatch = [1, 2]\nnetwork = [\"lenet\", \"vgg-a\"]\n";
  return {
      "exclusions",
      {{"an unknown key", with(axes + "[[exclude]]\nbacth = 1\n")},
       {"a value that no case has", with(axes + "[[exclude]]\nbatch = 3\n")},
       {"a misspelt name", with(axes + "[[exclude]]\nnetwork = \"vgg-b\"\n")},
       {"a label that no method has", with(axes + "[[exclude]]\nmethod = \"fats\"\n")},
       {"an empty table", with(axes + "[[exclude]]\n")},
       {"values that never meet", with("[zip]\nbatch = [1, 2]\nlevels = [3, 4]\n[[exclude]]\nbatch = 1\nlevels = 4\n")},
       {"everything taken out", with(axes + "[[exclude]]\nbatch = [1, 2]\n")},
       {"everything taken out in two steps", with(axes + "[[exclude]]\nbatch = 1\n[[exclude]]\nbatch = 2\n")}}};
}

WrongGroup settings() {
  return {"settings",
          {{"a seed instead of a list", "seeds = 3\n" + with("")},
           {"seeds negative, twice and no integer", "seeds = [1, -1, 1, \"x\"]\n" + with("")},
           {"no seeds", "seeds = []\n" + with("")},
           {"seeds on top and in [suite]", "seeds = [1]\n" + std::string(kHead) + "seeds = [2]\n" + kMethods},
           {"an unknown device", "device = [\"cpu\", \"cduа\"]\n" + with("")},
           {"a device twice", "device = [\"cpu\", \"cpu\"]\n" + with("")},
           {"a limit without unit", with("[limits]\ntime = 300\n")},
           {"a limit of the wrong dimension", with("[limits]\nmemory = \"5 min\"\n")},
           {"a limit of zero", with("[limits]\ntime = \"0 s\"\n")},
           {"a limit misspelt", with("[limits]\nmem = \"4 GiB\"\n")},
           {"an unknown data set", with("[data]\nsets = [\"crieto\"]\n")},
           {"a variable's impossible name", with("[environment]\n\"A=B\" = \"c\"\n")}}};
}

WrongGroup timing() {
  return {"timing",
          {{"an interval as wide as the band", with("[timing]\ninterval = 0.02\n")},
           {"rounds the wrong way round", with("[timing]\nrounds = { min = 60, max = 8 }\n")},
           {"rounds as a number", with("[timing]\nrounds = 20\n")},
           {"too few rounds for a verdict", with("[timing]\nrounds = { min = 3, max = 5 }\n")},
           {"no round", with("[timing]\nrounds = { min = 0 }\n")},
           {"a sample longer than the budget", with("[timing]\nbudget = \"1 s\"\nmin_time = \"2 s\"\n")},
           {"no process", with("[timing]\nprocesses = 0\n")},
           {"a key misspelt", with("[timing]\nbuget = \"1 s\"\n")},
           {"timing as a text", "timing = \"off\"\n" + with("")}}};
}

}  // namespace

std::vector<WrongGroup> wrong_tables() { return {methods(), params(), programs(), exclusions(), settings(), timing()}; }

}  // namespace tare::suite
