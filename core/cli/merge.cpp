// `tare merge --into ALL.db A.db B.db`: joins stores of several machines or shards; doing it again changes nothing.
#include "cli/exit_code.hpp"
#include "cli/running.hpp"
#include "cli/verb.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace tare::cli {
namespace {

struct Options {
  std::string into;
  std::vector<std::string> from;
};

ExitCode merge(const Options& options) {
  // All are looked at before any is merged: a wrong name must not leave half a merge.
  for (const std::string& path : options.from) {
    const auto store = store::Store::open(path, store::Mode::read);
    if (!store) return print_error(store.error(), kStoreTrouble);
  }
  auto all = store::Store::open(options.into, store::Mode::write);
  if (!all) return print_error(all.error(), kStoreTrouble);
  for (const std::string& path : options.from) {
    const auto added = all->merge(path);
    if (!added) return print_error(added.error(), kStoreTrouble);
    fmt::print("{}: {} rows added to {}\n", path, *added, options.into);
  }
  return kDone;
}

}  // namespace

void add_merge(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("merge", "add the runs of some stores to another");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("--into", options->into, "the store that takes them; made when it is not there")->required();
  verb->add_option("stores", options->from, "the stores to add")->required();
  verb->callback([options, &session] { session.action = [options] { return merge(*options); }; });
}

}  // namespace tare::cli
