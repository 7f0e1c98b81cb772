// Mounts for tests that need a full or a read-only file system. Where mounts are not permitted the caller gets none
// and a printed reason, and skips.
#pragma once

#include <filesystem>
#include <optional>

namespace tare::store {

class Mounted {
 public:
  // The folder itself, read-only.
  [[nodiscard]] static std::optional<Mounted> read_only(const std::filesystem::path& folder);
  // An empty file system of so many bytes at the folder.
  [[nodiscard]] static std::optional<Mounted> small(const std::filesystem::path& folder, std::size_t bytes);
  // Gives the small file system so many bytes.
  [[nodiscard]] bool resize(std::size_t bytes) const;
  ~Mounted();
  Mounted(Mounted&& other) noexcept;
  Mounted& operator=(Mounted&&) = delete;

 private:
  explicit Mounted(std::filesystem::path folder);
  std::filesystem::path folder_;
};

}  // namespace tare::store
