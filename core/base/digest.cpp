// Implementation of digest.hpp over libcrypto's EVP interface.
#include "base/digest.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <memory>

namespace tare::digest {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  [[nodiscard]] std::string finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), raw.data(), &size);
    return fmt::format("{:02x}", fmt::join(raw.begin(), raw.begin() + size, ""));
  }

 private:
  std::unique_ptr<EVP_MD_CTX, FreeContext> context_;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::string of_text(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.finish();
}

Result<std::string> of_file(const std::filesystem::path& path) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rbe"));
  if (file == nullptr) {
    return fail(ErrorKind::io, fmt::format("cannot open {}: {}", path.string(), std::strerror(errno)));
  }
  Sha256 hash;
  std::string buffer(1 << 18, '\0');
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    hash.add(std::string_view(buffer).substr(0, count));
  }
  if (std::ferror(file.get()) != 0) {
    return fail(ErrorKind::io, fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  }
  return hash.finish();
}

}  // namespace tare::digest
