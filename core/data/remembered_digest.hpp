// The digest of a file that was read before and has not changed since: reading gigabytes at every run would cost more
// than many a run. A file counts as unchanged while its size and time of change are; `tare data verify` always reads.
#pragma once

#include "tare/error.hpp"

#include <filesystem>
#include <string>

namespace tare::data {

// SHA-256 in lower-case hex. Notes are kept in the folder, one a file; where it cannot be written the file is read
// again next time.
[[nodiscard]] Result<std::string> remembered_digest(const std::filesystem::path& note_folder,
                                                    const std::filesystem::path& file);

}  // namespace tare::data
