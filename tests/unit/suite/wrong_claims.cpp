// Wrong suites: claims that name what is not there or expect what cannot be.
#include "demo.hpp"
#include "wrong_suites.hpp"

namespace tare::suite {
namespace {

// A claim with what every claim needs, so that only the mistake shows.
std::string claim(const std::string& keys) {
  return std::string(kHead) + "[matrix]\nbatch = [1, 2]\n" + kMethods +
         "[[claim]]\nid = \"c\"\nmetric = \"step_bytes\"\n" + keys + "\n";
}
std::string expecting(const std::string& expect) { return claim("expect = { " + expect + " }"); }

WrongGroup names() {
  return {
      "claim-names",
      {{"no id, no metric, no expectation", std::string(kHead) + kMethods + "[[claim]]\nsays = \"faster\"\n"},
       {"an id twice",
        claim("expect = { at_least = 1 }\n[[claim]]\nid = \"c\"\nmetric = \"step_bytes\"\nexpect = { at_least = 1 }")},
       {"an unknown metric",
        std::string(kHead) + kMethods + "[[claim]]\nid = \"c\"\nmetric = \"step_byte\"\nexpect = { at_least = 1 }\n"},
       {"an unknown method", claim("method = \"fsat\"\nexpect = { at_least = 1 }")},
       {"an unknown rival", claim("against = \"bsae\"\nexpect = { at_least = 1 }")},
       {"several methods", claim("method = [\"base\", \"fast\"]\nexpect = { at_least = 1 }")},
       {"a metric and an operation", claim("operation = \"search\"\nexpect = { at_least = 1 }")},
       {"argmax without an axis", claim("aggregate = \"argmax\"\nexpect = { equal = 1 }")},
       {"an unknown aggregate", claim("aggregate = \"geomaen\"\nexpect = { at_least = 1 }")},
       {"an unknown kind", claim("kind = \"rumour\"\nexpect = { at_least = 1 }")},
       {"an unknown key", claim("sorce = \"x\"\nexpect = { at_least = 1 }")},
       {"a selection of nothing", claim("select = { batch = 3 }\nexpect = { at_least = 1 }")},
       {"a walk along no axis", claim("along = \"levels\"\nexpect = { monotone = \"increasing\" }")}}};
}

WrongGroup expectations() {
  return {"claim-expectations",
          {{"bounds the wrong way round", expecting("at_least = 2, at_most = 1")},
           {"about without tolerance", expecting("about = 3.39")},
           {"a tolerance without value", expecting("within = \"3 %\"")},
           {"a tolerance that is a time", expecting("about = 3, within = \"3 s\"")},
           {"a negative tolerance", expecting("about = 3, within = -1")},
           {"a value outside its own bounds", expecting("about = 3, within = 0.1, at_least = 4")},
           {"between one number", expecting("between = [1]")},
           {"between the wrong way round", expecting("between = [2, 1]")},
           {"an order of one", expecting("order = [\"base\"]")},
           {"an order that is a text", expecting("order = \"base\"")},
           {"an order of unknown methods", expecting("order = [\"base\", \"fsat\"]")},
           {"monotone without an axis", expecting("monotone = \"increasing\"")},
           {"an unknown expectation", expecting("abuot = 3")},
           {"no expectation", expecting("")}}};
}

WrongGroup rows() {
  return {"claim-rows",
          {{"rows that are numbers", claim("each = [1, 2]")},
           {"a row for a point that is not there", claim("each = [{ batch = 3, at_least = 1 }]")},
           {"a row that expects nothing", claim("each = [{ batch = 1 }]")},
           {"a row with an unknown key", claim("each = [{ bacth = 1, at_least = 1 }]")},
           {"a row without tolerance", claim("each = [{ batch = 1, about = 3 }]")}}};
}

}  // namespace

std::vector<WrongGroup> wrong_claims() { return {names(), expectations(), rows()}; }

}  // namespace tare::suite
