// Bytes on their way in. The readers pull; whoever owns the world (files, sockets) supplies.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace weighbridge {

/// A stream of bytes, read once from front to back.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Fills the front of `room` and returns how many bytes it wrote; 0 means the end.
  /// Throws std::system_error when the world fails (disk, pipe).
  virtual std::size_t read(std::span<char> room) = 0;
};

/// Bytes that are in memory already. `text` must outlive the source.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view text) : rest_(text) {}
  std::size_t read(std::span<char> room) override {
    const std::size_t n = rest_.copy(room.data(), room.size());
    rest_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view rest_;
};

}  // namespace weighbridge
