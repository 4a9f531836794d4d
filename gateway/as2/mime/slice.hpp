// A range of a payload: a MIME part, a signed text or the content of a CMS structure, without
// copying any of it and exactly as it came.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/spool/payload.hpp"

namespace weighbridge::as2 {

class Slice {
 public:
  Slice() = default;
  /// All of it.
  explicit Slice(spool::Payload payload) : payload_(std::move(payload)), size_(payload_.size()) {}

  std::uint64_t size() const { return size_; }
  /// The `size` bytes from `offset` on; both are cut to what there is.
  Slice part(std::uint64_t offset, std::uint64_t size) const;
  Slice from(std::uint64_t offset) const { return part(offset, size_); }

  /// The bytes, when they are in memory. Live as long as *this.
  std::optional<std::string_view> in_memory() const;
  /// The first bytes, at most `max` of them.
  std::string head(std::size_t max) const;
  /// All of them in memory. For what is known to be small.
  std::string text() const;
  /// From the byte `from` on. Must not outlive *this. Throws std::system_error.
  std::unique_ptr<ByteSource> open(std::uint64_t from = 0) const;

  /// As a payload of its own: the same one where the slice is the whole of it, else a copy.
  /// Nothing when it would be larger than a payload may be.
  std::optional<spool::Payload> payload(const spool::SpoolSettings& spool) const;

 private:
  spool::Payload payload_;
  std::uint64_t offset_ = 0, size_ = 0;
};

/// Bytes of a slice, read on from any place of it, with a look ahead: what parsers of files that
/// may be large stand on. Holds one buffer of 64 KiB, or none when the slice is in memory.
class SliceCursor {
 public:
  explicit SliceCursor(const Slice& slice);

  std::uint64_t position() const { return position_; }
  std::uint64_t size() const { return slice_.size(); }
  bool at_end() const { return position_ >= slice_.size(); }
  void move_to(std::uint64_t position) { position_ = position; }
  /// What follows the position: at least `at_least` bytes (of at most 32 KiB), or all there are
  /// before the end. Valid until the next call.
  std::string_view ahead(std::size_t at_least = 1);

 private:
  void fill();

  Slice slice_;
  std::optional<std::string_view> memory_;
  std::string buffer_;
  std::uint64_t buffer_at_ = 0, position_ = 0;
};

}  // namespace weighbridge::as2
