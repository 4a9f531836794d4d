// The bytes of a message as segments: a sliding buffer over the source, with the separators in it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "parsers/byte_source.hpp"
#include "parsers/edi/delimiters.hpp"
#include "parsers/edi/transaction_set.hpp"

namespace weighbridge::edi {

/// A segment as places in the stream's buffer; see SegmentStream::segment().
struct RawSegment {
  std::uint32_t begin = 0;  ///< of the tag
  std::uint32_t first = 0;  ///< index of the separator after the tag
  std::uint32_t last = 0;   ///< index of the terminator
};

/// Two ways to read, taking turns at one cursor: raw bytes (peek, skip) where no separators are
/// known, and segments (next) once use() has said what separates them.
///
/// Memory stays bounded: what lies before the cursor is forgotten when room is needed, except from
/// the first kept segment on. Views live until the next call of peek(), skip() or next().
class SegmentStream {
 public:
  enum class Status : std::uint8_t { segment, end, too_long };

  SegmentStream(ByteSource& source, std::uint32_t segment_bytes_max);

  /// At least `n` bytes from the cursor on, fewer only at the end of the message.
  std::string_view peek(std::size_t n);
  /// Moves the cursor over `n` bytes, which peek() must have shown.
  void skip(std::size_t n);

  /// From the cursor on, `delimiters` separate.
  void use(const Delimiters& delimiters);
  const Delimiters& delimiters() const { return delimiters_; }

  /// The next segment that is not empty; blanks and line ends before its tag are skipped. A last
  /// segment without terminator counts. `too_long`: no terminator within the limit, and the cursor
  /// stays at the segment's begin.
  Status next(RawSegment& segment) {
    return next_at_once(segment) ? Status::segment : next_with_care(segment);
  }
  /// Makes next() give the segment it gave last once more.
  void unread();
  /// Moves the cursor back into the segment that next() gave last, to `at` in the buffer. What was
  /// known of separators behind it is forgotten: use() must be called before the next next().
  void cut(std::uint32_t at);

  /// Holds on to the segment that next() gave last, and to what comes after it.
  void keep(const RawSegment& segment) { kept_.push_back(segment); }
  std::span<const RawSegment> kept() const { return kept_; }
  void forget() { kept_.clear(); }

  std::string_view tag(const RawSegment& raw) const {
    return {text() + raw.begin, separators_[raw.first] - raw.begin};
  }
  Segment segment(const RawSegment& raw, std::uint32_t position) const {
    return {tag(raw), Elements(text(), &separators_[raw.first], raw.last - raw.first),
            offset_of(raw.begin), position};
  }
  /// The bytes from the first segment's tag to the last one's terminator.
  std::string_view bytes(const RawSegment& first, const RawSegment& last) const {
    return {text() + first.begin, separators_[last.last] - first.begin};
  }
  /// Of a place in the buffer, in the message.
  std::uint64_t offset_of(std::uint32_t at) const { return base_ + at; }
  /// Of the cursor, in the message.
  std::uint64_t offset() const { return base_ + cursor_; }

 private:
  const char* text() const { return buffer_.get(); }
  bool next_at_once(RawSegment& segment);
  Status next_with_care(RawSegment& segment);
  bool skip_blanks();
  void scan_more();
  void after_scan(std::uint32_t separators_before, std::uint32_t segments_before);
  void verify_tails(std::uint32_t separators_before, std::uint32_t segments_before);
  void drop_released(std::uint32_t separators_before, std::uint32_t segments_before);
  bool read_more();
  void make_room();
  void make_index_room(std::size_t bytes);
  void drop_scanned();
  void drop_read_index();

  ByteSource& source_;
  std::uint32_t segment_bytes_max_;
  Delimiters delimiters_;

  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::uint64_t base_ = 0;     // offset of the buffer's first byte in the message
  std::uint32_t size_ = 0;     // bytes in the buffer
  std::uint32_t cursor_ = 0;   // everything before it has been read
  std::uint32_t scanned_ = 0;  // separators are known up to here
  bool ended_ = false;         // the source has no more

  std::unique_ptr<std::uint32_t[]> separators_;
  std::unique_ptr<std::uint32_t[]> segment_ends_;
  std::size_t index_capacity_ = 0;
  std::uint32_t separator_count_ = 0, segment_count_ = 0;
  std::uint32_t next_separator_ = 0, next_segment_ = 0;  // first ones not yet read

  RawSegment last_;
  bool unread_ = false;
  std::vector<RawSegment> kept_;
};

/// The common case: the segment is known to its end and no blanks stand before it.
inline bool SegmentStream::next_at_once(RawSegment& segment) {
  if (unread_ || next_segment_ == segment_count_) return false;
  const std::uint32_t last = segment_ends_[next_segment_];
  const std::uint32_t end = separators_[last];
  if (end <= cursor_ || end - cursor_ > segment_bytes_max_ ||
      static_cast<unsigned char>(text()[cursor_]) <= ' ')
    return false;
  ++next_segment_;
  last_ = {cursor_, next_separator_, last};
  next_separator_ = last + 1;
  // At the end of the message there may be no terminator to step over.
  cursor_ = std::min(end + 1U + delimiters_.tail_size, size_);
  // Most senders end the line after each segment.
  while (cursor_ < size_ && (text()[cursor_] == '\n' || text()[cursor_] == '\r') &&
         text()[cursor_] != delimiters_.element)
    ++cursor_;
  segment = last_;
  return true;
}

}  // namespace weighbridge::edi
