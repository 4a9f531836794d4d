#include "gateway/intake/input_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace weighbridge::intake {
namespace {

constexpr std::size_t kHeadBytes = 4096;
constexpr std::size_t kRecentBytes = 4U << 20U;

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

}  // namespace

InputFile::InputFile(const std::string& path) {
  fd_ = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd_ < 0) fail(errno, path);
  struct stat status {};
  if (::fstat(fd_, &status) != 0 || S_ISDIR(status.st_mode)) {
    const int error = S_ISDIR(status.st_mode) ? EISDIR : errno;
    ::close(fd_);
    fail(error, path);
  }
  seekable_ = S_ISREG(status.st_mode) && path != "-";
  if (seekable_) size_ = static_cast<std::uint64_t>(status.st_size);
}

InputFile::~InputFile() {
  ::close(fd_);
}

std::size_t InputFile::read_descriptor(std::span<char> room) {
  for (;;) {
    const ssize_t n = ::read(fd_, room.data(), room.size());
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EINTR) fail(errno, "read");
  }
}

std::string_view InputFile::head() {
  if (!head_read_) {
    head_read_ = true;
    head_.resize(kHeadBytes);
    std::size_t filled = 0;
    while (filled < kHeadBytes) {
      const std::size_t n = read_descriptor(std::span(head_).subspan(filled));
      if (n == 0) break;
      filled += n;
    }
    head_.resize(filled);
  }
  return head_;
}

std::size_t InputFile::read(std::span<char> room) {
  std::size_t n = 0;
  if (head_used_ < head_.size()) {
    n = std::min(room.size(), head_.size() - head_used_);
    std::memcpy(room.data(), head_.data() + head_used_, n);
    head_used_ += n;
  } else {
    n = read_descriptor(room);
  }
  if (!seekable_) remember({room.data(), n});
  return n;
}

void InputFile::remember(std::string_view bytes) {
  recent_ += bytes;
  if (recent_.size() <= 2 * kRecentBytes) return;
  const std::size_t gone = recent_.size() - kRecentBytes;
  for (std::size_t i = 0; i < gone; ++i)
    if (recent_[i] == '\n') recent_line_ = {recent_line_.number + 1, recent_offset_ + i + 1};
  recent_.erase(0, gone);
  recent_offset_ += gone;
}

std::string InputFile::bytes_at(std::uint64_t offset, std::size_t count) const {
  if (!seekable_) {
    if (offset < recent_offset_ || offset - recent_offset_ >= recent_.size()) return {};
    return recent_.substr(static_cast<std::size_t>(offset - recent_offset_), count);
  }
  std::string bytes(count, '\0');
  const ssize_t n = ::pread(fd_, bytes.data(), count, static_cast<off_t>(offset));
  bytes.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return bytes;
}

std::optional<std::uint64_t> InputFile::line_offset(std::uint64_t number) {
  constexpr std::size_t kStep = 64U << 10U;
  const LineMark first = seekable_ ? LineMark{} : recent_line_;
  if (number < mark_.number || mark_.offset < first.offset) mark_ = first;
  if (number < mark_.number) return std::nullopt;
  std::uint64_t from = mark_.offset;
  while (mark_.number < number) {
    const std::string bytes = bytes_at(from, kStep);
    if (bytes.empty()) return std::nullopt;
    for (std::size_t i = 0; i < bytes.size() && mark_.number < number; ++i)
      if (bytes[i] == '\n') mark_ = {mark_.number + 1, from + i + 1};
    from += bytes.size();
  }
  return mark_.offset;
}

std::string file_name_of(const std::string& path) {
  return path == "-" ? std::string() : path.substr(path.rfind('/') + 1);
}

Trouble trouble_of(const std::string& path, int system_error) {
  const std::string where = path == "-" ? std::string(kStandardInputName) : path;
  switch (system_error) {
    case ENOENT:
      return {where, "there is no such file or folder", "check the spelling of the path"};
    case EACCES:
    case EPERM:
      return {where, "permission to read it is missing", "grant it, or run as a user who has it"};
    case EISDIR:
      return {where, "this is a folder, not a file",
              "name a file in it, or use: weighbridge reconcile " + path};
    default:
      return {where, "it cannot be read: " + std::generic_category().message(system_error),
              "check the disk or network it is on"};
  }
}

}  // namespace weighbridge::intake
