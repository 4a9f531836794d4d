#include "gateway/spool/payload.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace weighbridge::spool {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::system_category(), what);
}

/// Reads a file by position, so that several can read it at once.
class FileSource final : public ByteSource {
 public:
  FileSource(int fd, std::uint64_t from) : fd_(fd), offset_(from) {}

  std::size_t read(std::span<char> room) override {
    ssize_t n = -1;
    do n = ::pread(fd_, room.data(), room.size(), static_cast<off_t>(offset_));
    while (n < 0 && errno == EINTR);
    if (n < 0) fail("cannot read a spooled message");
    offset_ += static_cast<std::uint64_t>(n);
    return static_cast<std::size_t>(n);
  }

 private:
  int fd_;
  std::uint64_t offset_;
};

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("cannot write a spooled message");
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

struct Payload::Held {
  std::string memory;
  int fd = -1;  ///< of a file without a name: the system removes it when the last user is gone
  std::uint64_t size = 0;
  std::string sha256;

  Held() = default;
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    if (fd >= 0) ::close(fd);
  }
};

Payload Payload::of(std::string bytes) {
  auto held = std::make_shared<Held>();
  held->size = bytes.size();
  held->sha256 = cases::sha256_hex(bytes);
  held->memory = std::move(bytes);
  return Payload(std::move(held));
}

std::uint64_t Payload::size() const {
  return held_ ? held_->size : 0;
}

const std::string& Payload::sha256() const {
  static const std::string kOfNothing = cases::sha256_hex({});
  return held_ ? held_->sha256 : kOfNothing;
}

std::optional<std::string_view> Payload::in_memory() const {
  if (!held_) return std::string_view();
  if (held_->fd >= 0) return std::nullopt;
  return held_->memory;
}

std::string Payload::text() const {
  if (const auto memory = in_memory()) return std::string(*memory);
  std::string all(held_->size, '\0');
  const auto source = open();
  std::size_t done = 0;
  while (const std::size_t n = source->read({all.data() + done, all.size() - done})) done += n;
  all.resize(done);
  return all;
}

std::unique_ptr<ByteSource> Payload::open(std::uint64_t from) const {
  if (const auto memory = in_memory())
    return std::make_unique<MemorySource>(memory->substr(std::min<std::uint64_t>(from, size())));
  return std::make_unique<FileSource>(held_->fd, from);
}

PayloadWriter::PayloadWriter(SpoolSettings settings) : settings_(std::move(settings)) {}

PayloadWriter::~PayloadWriter() {
  if (fd_ >= 0) ::close(fd_);
}

bool PayloadWriter::write(std::string_view bytes) {
  if (bytes.size() > settings_.bytes_max - size_) return false;
  if (fd_ < 0 && size_ + bytes.size() > settings_.in_memory_max) move_to_file();
  if (fd_ >= 0)
    write_all(fd_, bytes);
  else
    memory_.append(bytes);
  hash_.update(bytes);
  size_ += bytes.size();
  return true;
}

void PayloadWriter::move_to_file() {
  fd_ = ::open(settings_.folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd_ < 0) fail("cannot spool a message to disk");
  write_all(fd_, memory_);
  memory_ = {};
}

Payload PayloadWriter::finish() {
  auto held = std::make_shared<Payload::Held>();
  held->memory = std::move(memory_);
  held->fd = std::exchange(fd_, -1);
  held->size = size_;
  held->sha256 = hash_.hex();
  return Payload(std::move(held));
}

}  // namespace weighbridge::spool
