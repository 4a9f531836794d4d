#include "gateway/spool/durable_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace weighbridge::spool {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::system_category(), what);
}

void write_all(int fd, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("cannot write " + name);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// Whatever has the temporary name is a leftover of ours or a trap of somebody else's: both go.
Descriptor create(int folder, const std::string& name, unsigned permissions) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  int fd = ::openat(folder, name.c_str(), kFlags, permissions);
  if (fd < 0 && errno == EEXIST && ::unlinkat(folder, name.c_str(), 0) == 0)
    fd = ::openat(folder, name.c_str(), kFlags, permissions);
  if (fd < 0) fail("cannot make " + name);
  return Descriptor(fd);
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Descriptor::Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Descriptor open_folder(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) fail("cannot open the folder " + path);
  return Descriptor(fd);
}

void write_durably(int folder, const std::string& name, ByteSource& bytes, unsigned permissions) {
  const std::string temporary = '.' + name + ".tmp";
  try {
    const Descriptor file = create(folder, temporary, permissions);
    // The mask of the process must not hide from the partner's group what is meant for it.
    if (::fchmod(file.get(), permissions) != 0) fail("cannot give permissions to " + name);
    std::array<char, kPieceBytes> room{};
    while (const std::size_t n = bytes.read(room)) write_all(file.get(), {room.data(), n}, name);
    if (::fsync(file.get()) != 0) fail("cannot sync " + name);
    if (::renameat(folder, temporary.c_str(), folder, name.c_str()) != 0)
      fail("cannot rename " + temporary);
  } catch (...) {
    ::unlinkat(folder, temporary.c_str(), 0);
    throw;
  }
  if (::fsync(folder) != 0) fail("cannot sync the folder of " + name);
}

void write_durably(int folder, const std::string& name, std::string_view bytes,
                   unsigned permissions) {
  MemorySource source(bytes);
  write_durably(folder, name, source, permissions);
}

}  // namespace weighbridge::spool
