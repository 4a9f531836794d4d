#include "parsers/edi/segment_stream.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "parsers/edi/separator_scan.hpp"

namespace weighbridge::edi {

namespace {

constexpr std::size_t kFirstCapacity = std::size_t{64} << 10;  // stays in the second-level cache
constexpr std::uint32_t kScanWindow = 8U << 10;                // its index in the first-level one
constexpr std::uint32_t kTerminatorBytesMax = 4;

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0';
}

}  // namespace

SegmentStream::SegmentStream(ByteSource& source, std::uint32_t segment_bytes_max)
    : source_(source), segment_bytes_max_(segment_bytes_max) {}

std::string_view SegmentStream::peek(std::size_t n) {
  while (size_ - cursor_ < n && read_more()) {
  }
  return {text() + cursor_, size_ - cursor_};
}

void SegmentStream::skip(std::size_t n) {
  cursor_ += static_cast<std::uint32_t>(n);
  drop_scanned();
}

void SegmentStream::use(const Delimiters& delimiters) {
  delimiters_ = delimiters;
  drop_scanned();
}

void SegmentStream::drop_scanned() {
  scanned_ = cursor_;
  unread_ = false;
  // The separators of kept segments stay; what was found behind them does not.
  separator_count_ = kept_.empty() ? 0 : kept_.back().last + 1;
  segment_count_ = 0;
  next_separator_ = separator_count_;
  next_segment_ = 0;
}

SegmentStream::Status SegmentStream::next_with_care(RawSegment& segment) {
  if (unread_) {
    unread_ = false;
    segment = last_;
    return Status::segment;
  }
  for (;;) {
    if (!skip_blanks()) return Status::end;
    while (next_segment_ == segment_count_) {
      if (scanned_ > cursor_ + segment_bytes_max_ + kTerminatorBytesMax) return Status::too_long;
      scan_more();
    }
    const std::uint32_t last = segment_ends_[next_segment_];
    const std::uint32_t end = separators_[last];
    // Seen whole or not, the same segment is too long: how the bytes come in makes no difference.
    if (end > cursor_ && end - cursor_ > segment_bytes_max_) return Status::too_long;
    ++next_segment_;
    last_ = {cursor_, next_separator_, last};
    next_separator_ = last + 1;
    if (end > cursor_) {
      cursor_ = std::min(end + 1U + delimiters_.tail_size, size_);
      segment = last_;
      return Status::segment;
    }
    // Nothing before it, or behind the cursor: a blank, or the inside of the terminator before.
    if (end == cursor_) cursor_ = std::min(end + 1U + delimiters_.tail_size, size_);
  }
}

void SegmentStream::unread() {
  unread_ = true;
}

void SegmentStream::cut(std::uint32_t at) {
  cursor_ = at;
  drop_scanned();
}

/// Moves the cursor to the next byte that is no blank; false at the end of the message.
bool SegmentStream::skip_blanks() {
  for (;;) {
    while (cursor_ < size_ && is_blank(text()[cursor_]) && text()[cursor_] != delimiters_.element)
      ++cursor_;
    if (cursor_ < size_) return true;
    if (!read_more()) return false;
  }
}

/// Finds the separators of one more window. There must be bytes behind the cursor: where the
/// message ends without a terminator, its end stands for one.
void SegmentStream::scan_more() {
  const auto limit = [this] {  // a terminator's tail must be there to be looked at
    return ended_ ? size_ : size_ - std::min<std::uint32_t>(size_, delimiters_.tail_size);
  };
  scanned_ = std::max(scanned_, cursor_);
  while (scanned_ >= limit() && read_more()) {
  }
  drop_read_index();
  if (scanned_ >= size_) {
    std::uint32_t end = size_;
    while (end > cursor_ && is_blank(text()[end - 1]) && text()[end - 1] != delimiters_.element)
      --end;
    make_index_room(1);
    separators_[separator_count_] = end;
    segment_ends_[segment_count_++] = separator_count_++;
    return;
  }
  const std::uint32_t to = std::min(limit(), scanned_ + kScanWindow);
  make_index_room(to - scanned_);
  ScanOutput out{separators_.get(), segment_ends_.get(), separator_count_, segment_count_};
  scan_separators({text(), to}, scanned_, delimiters_.element, delimiters_.segment, out);
  scanned_ = to;
  const std::uint32_t separators_before = std::exchange(separator_count_, out.separator_count);
  const std::uint32_t segments_before = std::exchange(segment_count_, out.segment_count);
  after_scan(separators_before, segments_before);
}

void SegmentStream::after_scan(std::uint32_t separators_before, std::uint32_t segments_before) {
  if (delimiters_.tail_size > 0) verify_tails(separators_before, segments_before);
  if (delimiters_.release != 0) drop_released(separators_before, segments_before);
  if (delimiters_.segment != '\n') return;
  // Lines may end in CR LF, all or some: the CR is no part of the last element.
  for (std::uint32_t i = segments_before; i < segment_count_; ++i) {
    std::uint32_t& end = separators_[segment_ends_[i]];
    if (end > cursor_ && text()[end - 1] == '\r') --end;
  }
}

/// A terminator's first byte may also stand in the data: it counts only with the others behind it.
void SegmentStream::verify_tails(std::uint32_t separators_before, std::uint32_t segments_before) {
  const std::string_view tail = delimiters_.segment_tail();
  std::uint32_t kept = separators_before;
  segment_count_ = segments_before;
  for (std::uint32_t i = separators_before; i < separator_count_; ++i) {
    const std::uint32_t at = separators_[i];
    if (text()[at] == delimiters_.segment) {
      if (std::string_view(text() + at + 1, size_ - at - 1).substr(0, tail.size()) != tail)
        continue;
      segment_ends_[segment_count_++] = kept;
    }
    separators_[kept++] = at;
  }
  separator_count_ = kept;
}

/// A separator behind a release character is data, unless that one is released itself.
void SegmentStream::drop_released(std::uint32_t separators_before, std::uint32_t segments_before) {
  if (separators_before == separator_count_) return;
  const std::uint32_t first = separators_[separators_before];
  const std::uint32_t from = first > 0 ? first - 1 : 0;
  const std::uint32_t to = separators_[separator_count_ - 1];
  if (std::memchr(text() + from, delimiters_.release, to - from) == nullptr) return;
  const auto is_released = [this](std::uint32_t at) {
    std::uint32_t released = 0;
    while (released < at && text()[at - released - 1] == delimiters_.release) ++released;
    return released % 2 == 1;
  };
  std::uint32_t kept = separators_before;
  segment_count_ = segments_before;
  for (std::uint32_t i = separators_before; i < separator_count_; ++i) {
    const std::uint32_t at = separators_[i];
    if (is_released(at)) continue;
    if (text()[at] == delimiters_.segment) segment_ends_[segment_count_++] = kept;
    separators_[kept++] = at;
  }
  separator_count_ = kept;
}

/// Reads on behind what is in the buffer; false at the end of the message.
bool SegmentStream::read_more() {
  if (ended_) return false;
  if (size_ == capacity_) make_room();
  const std::size_t n = source_.read({buffer_.get() + size_, capacity_ - size_});
  size_ += static_cast<std::uint32_t>(n);
  ended_ = n == 0;
  return n > 0;
}

/// Forgets the bytes that have been read, or grows where too much is still needed.
void SegmentStream::make_room() {
  std::uint32_t from = unread_ ? last_.begin : cursor_;
  if (!kept_.empty()) from = kept_.front().begin;
  const std::uint32_t left = size_ - from;
  if (left > capacity_ / 2 || capacity_ == 0) {
    capacity_ = std::max(kFirstCapacity, 2 * capacity_);
    auto larger = std::make_unique_for_overwrite<char[]>(capacity_);
    if (left > 0) std::memcpy(larger.get(), buffer_.get() + from, left);
    buffer_ = std::move(larger);
  } else {
    std::memmove(buffer_.get(), buffer_.get() + from, left);
  }
  base_ += from;
  size_ = left;
  cursor_ -= from;
  scanned_ -= std::min(scanned_, from);
  for (std::uint32_t i = 0; i < separator_count_; ++i) separators_[i] -= from;  // read ones wrap
  last_.begin -= from;
  for (RawSegment& raw : kept_) raw.begin -= from;
}

/// Forgets the separators that have been read, so that the index stays small.
void SegmentStream::drop_read_index() {
  std::uint32_t first = unread_ ? last_.first : next_separator_;
  if (!kept_.empty()) first = kept_.front().first;
  std::copy(separators_.get() + first, separators_.get() + separator_count_, separators_.get());
  for (std::uint32_t i = next_segment_; i < segment_count_; ++i)
    segment_ends_[i - next_segment_] = segment_ends_[i] - first;
  separator_count_ -= first;
  next_separator_ -= first;
  segment_count_ -= next_segment_;
  next_segment_ = 0;
  last_.first -= first;
  last_.last -= first;
  for (RawSegment& raw : kept_) {
    raw.first -= first;
    raw.last -= first;
  }
}

/// Room in the index for the separators of `bytes` more bytes.
void SegmentStream::make_index_room(std::size_t bytes) {
  const std::size_t needed = separator_count_ + bytes + kScanSlack;
  if (needed <= index_capacity_) return;
  index_capacity_ = std::max(needed, 2 * index_capacity_);
  auto separators = std::make_unique_for_overwrite<std::uint32_t[]>(index_capacity_);
  auto segment_ends = std::make_unique_for_overwrite<std::uint32_t[]>(index_capacity_);
  std::copy_n(separators_.get(), separator_count_, separators.get());
  std::copy_n(segment_ends_.get(), segment_count_, segment_ends.get());
  separators_ = std::move(separators);
  segment_ends_ = std::move(segment_ends);
}

}  // namespace weighbridge::edi
