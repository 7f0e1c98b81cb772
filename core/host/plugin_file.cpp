// Implementation of plugin_file.hpp.
#include "host/plugin_file.hpp"

#include <fmt/format.h>
#include <boost/dll/shared_library.hpp>

#include <cstring>
#include <system_error>

namespace tare::host {
namespace {

// What the dynamic linker says, sorted into reasons: glibc's texts, dlerror(3).
Error load_error(const std::string& path, const std::string& said) {
  const std::size_t symbol = said.find("undefined symbol: ");
  if (symbol != std::string::npos) {
    const std::string name = said.substr(symbol + std::strlen("undefined symbol: "));
    return {ErrorKind::plugin,
            fmt::format("{} needs the symbol {}, which no library that it links defines; link the library that does, "
                        "or build with -Wl,-z,defs to find out earlier",
                        path, name.substr(0, name.find_first_of(" ,)"))),
            "missing_symbol"};
  }
  const std::size_t library = said.find(": cannot open shared object file");
  if (library != std::string::npos) {
    const std::string before = said.substr(0, library);
    const std::size_t begin = before.find_last_of(" /");
    return {
        ErrorKind::plugin,
        fmt::format("{} needs the library {}, which cannot be found; install it or add its folder to LD_LIBRARY_PATH",
                    path, before.substr(begin == std::string::npos ? 0 : begin + 1)),
        "missing_library"};
  }
  return {ErrorKind::plugin, fmt::format("{} cannot be loaded: {}", path, said), "not_loadable"};
}

}  // namespace

Result<void> check_entry(const tare_plugin_entry& entry, const std::string& path) {
  const auto refuse = [&](std::string reason, std::string message) {
    return fail(ErrorKind::plugin, fmt::format("{} {}", path, message), std::move(reason));
  };
  if (entry.magic != TARE_ABI_MAGIC) {
    return refuse("wrong_magic",
                  "has an entry that does not begin with Tare's magic number; declare it with TARE_PLUGIN");
  }
  if (entry.abi_major != TARE_ABI_MAJOR) {
    return refuse(
        entry.abi_major > TARE_ABI_MAJOR ? "newer_major" : "older_major",
        fmt::format("was built for plugin interface {}.{}, this tare speaks {}.{}; rebuild it against this tare's SDK",
                    entry.abi_major, entry.abi_minor, TARE_ABI_MAJOR, TARE_ABI_MINOR));
  }
  if (entry.abi_minor > TARE_ABI_MINOR) {
    return refuse(
        "newer_minor",
        fmt::format("was built for plugin interface {}.{}, this tare speaks {}.{}; update tare or rebuild the plugin",
                    entry.abi_major, entry.abi_minor, TARE_ABI_MAJOR, TARE_ABI_MINOR));
  }
  if (entry.struct_size < sizeof(tare_plugin_entry) || entry.name == nullptr || entry.track == nullptr ||
      entry.describe == nullptr || entry.open == nullptr || entry.prepare == nullptr || entry.operations == nullptr ||
      entry.run == nullptr || entry.evaluate == nullptr || entry.close == nullptr || entry.make_ingredient == nullptr) {
    return refuse("incomplete_entry", "has an entry with missing fields; rebuild it against this tare's SDK");
  }
  return {};
}

Result<const tare_plugin_entry*> open_plugin(const std::string& path) {
  std::error_code problem;
  // Owned for ever: the destructor would unload it, and a worker leaves by _exit anyway.
  static boost::dll::shared_library library;
  try {
    library.load(boost::dll::fs::path(path), boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
  } catch (const std::system_error& error) {
    return tl::unexpected(load_error(path, error.what()));
  }
  if (!library.has("tare_plugin")) {
    return fail(ErrorKind::plugin,
                fmt::format("{} exports no symbol tare_plugin; declare the method with TARE_PLUGIN", path), "no_entry");
  }
  const auto& entry = library.get<const tare_plugin_entry>("tare_plugin");
  if (auto checked = check_entry(entry, path); !checked) return tl::unexpected(checked.error());
  return &entry;
}

}  // namespace tare::host
