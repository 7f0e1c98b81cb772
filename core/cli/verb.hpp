// How a verb joins the program: one function a verb that registers its options and, when chosen, sets what to do.
// A new verb is one file, one declaration here and one line in main.cpp.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tare::cli {

// Options that every verb shares.
struct Session {
  std::vector<std::string> plugin_path;   // --plugin-path, may be given again
  std::string data_folder;                // --data, else TARE_DATA
  std::string store = "results/tare.db";  // --store
  std::vector<std::string> arguments;     // argv, kept with a run
  std::function<int()> action;            // set by the chosen verb; answers an exit code
};

void add_check(CLI::App& app, Session& session);
void add_compare(CLI::App& app, Session& session);
void add_data(CLI::App& app, Session& session);
void add_doctor(CLI::App& app, Session& session);
void add_export(CLI::App& app, Session& session);
void add_list(CLI::App& app, Session& session);
void add_merge(CLI::App& app, Session& session);
void add_new(CLI::App& app, Session& session);
void add_plan(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_rerun(CLI::App& app, Session& session);
void add_run(CLI::App& app, Session& session);
void add_runs(CLI::App& app, Session& session);
void add_show(CLI::App& app, Session& session);
void add_show_run(CLI::App& app, Session& session);
void add_test_worker(CLI::App& app, Session& session);
void add_verify(CLI::App& app, Session& session);

// The verb `show`, made by whoever comes first: methods, tracks and runs are shown by different files.
[[nodiscard]] CLI::App& show_verb(CLI::App& app);

}  // namespace tare::cli
