// Implementation of elf_file.hpp. Reads the file header and the program headers, never the whole file.
#include "catalog/elf_file.hpp"

#include "base/file.hpp"

#include <fmt/format.h>

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace tare::catalog {
namespace {

using Header = Elf64_Ehdr;

// Whether the bytes were there; a short file is no error here.
bool read_at(int fd, void* target, std::size_t size, std::uint64_t offset) {
  return ::pread(fd, target, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

// What this program itself was built for, so that no list of architectures decides.
std::optional<Header> own_header() {
  const file::Descriptor self(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  Header header{};
  if (!self.is_open() || !read_at(self.get(), &header, sizeof header, 0)) return std::nullopt;
  return header;
}

std::string machine_name(unsigned machine) {
  constexpr std::array<std::pair<unsigned, std::string_view>, 6> kNames = {{{EM_X86_64, "x86-64"},
                                                                            {EM_AARCH64, "aarch64"},
                                                                            {EM_386, "i386"},
                                                                            {EM_ARM, "arm"},
                                                                            {EM_PPC64, "ppc64"},
                                                                            {EM_RISCV, "riscv"}}};
  for (const auto& [number, name] : kNames) {
    if (number == machine) return std::string(name);
  }
  return fmt::format("ELF machine {}", machine);
}

std::optional<Refused> machine_problem(const Header& header) {
  const std::optional<Header> own = own_header();
  if (!own) return std::nullopt;
  if (header.e_ident[EI_CLASS] != own->e_ident[EI_CLASS]) {
    return Refused{Reason::other_architecture,
                   fmt::format("{}-bit, this tare is {}-bit", header.e_ident[EI_CLASS] == ELFCLASS32 ? 32 : 64,
                               own->e_ident[EI_CLASS] == ELFCLASS32 ? 32 : 64)};
  }
  if (header.e_ident[EI_DATA] != own->e_ident[EI_DATA]) {
    return Refused{Reason::other_architecture, "of the other byte order"};
  }
  if (header.e_machine != own->e_machine) {
    return Refused{Reason::other_architecture,
                   fmt::format("{}, this tare is {}", machine_name(header.e_machine), machine_name(own->e_machine))};
  }
  return std::nullopt;
}

Refused cut_short(std::uint64_t size_bytes, std::uint64_t needed_bytes) {
  return {Reason::truncated, fmt::format("{} bytes of at least {}", size_bytes, needed_bytes)};
}

std::optional<Refused> size_problem(int fd, const Header& header, std::uint64_t size_bytes) {
  std::uint64_t needed_bytes = std::max(header.e_phoff + std::uint64_t{header.e_phnum} * header.e_phentsize,
                                        header.e_shoff + std::uint64_t{header.e_shnum} * header.e_shentsize);
  if (size_bytes < needed_bytes) return cut_short(size_bytes, needed_bytes);
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment{};
    if (!read_at(fd, &segment, sizeof segment, header.e_phoff + std::uint64_t{i} * header.e_phentsize)) break;
    needed_bytes = std::max(needed_bytes, segment.p_offset + segment.p_filesz);
  }
  if (size_bytes < needed_bytes) return cut_short(size_bytes, needed_bytes);
  return std::nullopt;
}

}  // namespace

std::optional<Refused> elf_problem(const std::filesystem::path& path) {
  const file::Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!descriptor.is_open() || ::fstat(descriptor.get(), &status) != 0) {
    return Refused{Reason::unreadable, std::strerror(errno)};
  }
  if (!S_ISREG(status.st_mode)) return Refused{Reason::not_elf, "it is no regular file"};
  const auto size_bytes = static_cast<std::uint64_t>(status.st_size);
  Header header{};
  if (size_bytes == 0) return Refused{Reason::not_elf, "it is empty"};
  if (!read_at(descriptor.get(), &header.e_ident, SELFMAG, 0) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
    return Refused{Reason::not_elf, {}};
  }
  if (!read_at(descriptor.get(), &header, sizeof header, 0)) return cut_short(size_bytes, sizeof header);
  if (auto problem = machine_problem(header)) return problem;
  if (header.e_type != ET_DYN) return Refused{Reason::not_elf, "it is an object file or a program"};
  return size_problem(descriptor.get(), header, size_bytes);
}

}  // namespace tare::catalog
