#include "parsers/x12/unwrapped_source.hpp"

#include <algorithm>

#include "parsers/x12/isa.hpp"

namespace weighbridge::x12 {

namespace {

constexpr std::size_t kHeadBytes = 4096;
constexpr std::size_t kWidthMin = 20;  // no line is shorter by design
constexpr std::size_t kLinesMin = 3;   // of one length, to call it regular

struct Wrap {
  std::uint32_t width = 0, line_end_size = 1;
};

/// Lines of one length from the first byte on, one of which ends inside a segment.
Wrap find_wrap(std::string_view head) {
  const std::size_t width = head.find_first_of("\r\n");
  if (width == std::string_view::npos || width < kWidthMin || !head.starts_with("ISA")) return {};
  const std::size_t size = head.substr(width).starts_with("\r\n") ? 2 : 1;
  std::string text;
  std::string ends;  // what stands before each line end
  std::size_t lines = 0;
  std::size_t at = 0;
  while (at + width + size <= head.size()) {
    const std::string_view line = head.substr(at, width + size);
    if (line.find_first_of("\r\n") != width) break;
    text += line.substr(0, width);
    ends += text.back();
    at += width + size;
    ++lines;
  }
  text += head.substr(at, head.find_first_of("\r\n", at) - at);
  if (lines < kLinesMin) return {};
  const auto isa = read_isa(text);
  if (!isa || isa->flaw != IsaFlaw::none || isa->delimiters.segment == '\n' ||
      isa->delimiters.segment == '\r')
    return {};
  const bool inside =
      std::any_of(ends.begin(), ends.end(), [&](char c) { return c != isa->delimiters.segment; });
  return inside ? Wrap{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(size)}
                : Wrap{};
}

}  // namespace

UnwrappedSource::UnwrappedSource(ByteSource& bytes) : bytes_(bytes) {
  head_.resize(kHeadBytes);
  std::size_t held = 0;
  while (held < head_.size()) {
    const std::size_t got = bytes_.read(std::span(head_).subspan(held));
    if (got == 0) break;
    held += got;
  }
  head_.resize(held);
  const Wrap wrap = find_wrap(head_);
  width_ = wrap.width;
  line_end_size_ = wrap.line_end_size;
}

std::size_t UnwrappedSource::read_raw(std::span<char> room) {
  if (replayed_ == head_.size()) return bytes_.read(room);
  const std::size_t n = head_.copy(room.data(), room.size(), replayed_);
  replayed_ += n;
  return n;
}

std::size_t UnwrappedSource::read(std::span<char> room) {
  for (;;) {
    const std::size_t n = read_raw(room);
    if (n == 0 || width_ == 0) return n;
    if (const std::size_t left = take_out_line_ends(room.first(n)); left > 0) return left;
  }
}

/// Moves the bytes together; returns how many are left. From the first line on that is shorter
/// than the others the message passes as it is.
std::size_t UnwrappedSource::take_out_line_ends(std::span<char> bytes) {
  std::size_t kept = 0;
  for (const char c : bytes) {
    const bool line_end = c == '\n' || c == '\r';
    if (in_line_end_ > 0 && line_end) {
      --in_line_end_;
      continue;
    }
    if (regular_ && line_end && column_ == width_) {
      ++taken_out_;
      column_ = 0;
      in_line_end_ = line_end_size_ - 1;
      continue;
    }
    regular_ = regular_ && !line_end && column_ < width_;
    ++column_;
    bytes[kept++] = c;
  }
  return kept;
}

std::uint64_t UnwrappedSource::offset_in_message(std::uint64_t offset) const {
  if (width_ == 0) return offset;
  return offset + std::min<std::uint64_t>(offset / width_, taken_out_) * line_end_size_;
}

}  // namespace weighbridge::x12
