// Store's life: opening, moving, closing. What it writes is in writer.cpp, what it reads in reader.cpp.
#include "store/store.hpp"

#include "store/connection.hpp"
#include "store/open.hpp"

namespace tare::store {

Result<Store> Store::open(const std::filesystem::path& path, Mode mode) {
  Result<std::unique_ptr<Connection>> opened = mode == Mode::write ? open_for_writing(path) : open_for_reading(path);
  if (!opened) return tl::unexpected<Error>(opened.error());
  return Store(std::move(*opened));
}

Store::Store(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

const std::filesystem::path& Store::path() const { return connection_->path; }

}  // namespace tare::store
