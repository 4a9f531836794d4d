#include "parsers/json/value_stream.hpp"

#include <algorithm>
#include <span>

namespace weighbridge::json {
namespace {

constexpr std::size_t kReadBytesMax = 64U << 10;

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

bool ValueStream::next(Piece& piece) {
  skip_byte_order_mark();
  if (!skip_to_value()) return false;
  piece = {};
  piece.start.offset = base_ + at_;
  piece.start.line = line_;
  piece.start.column = static_cast<std::uint32_t>(base_ + at_ - line_start_) + 1;
  scan_value(piece);
  return true;
}

/// Reads on; what lies before the value being cut is given up. False at the end.
bool ValueStream::fill() {
  if (ended_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    base_ += begin_;
    at_ -= begin_;
    begin_ = 0;
  }
  const std::size_t held = buffer_.size();
  buffer_.resize(held + read_bytes_);
  const std::size_t got = bytes_.read(std::span(buffer_).subspan(held));
  buffer_.resize(held + got);
  if (got == read_bytes_) read_bytes_ = std::min(2 * read_bytes_, std::max(kReadBytesMax, held));
  ended_ = got == 0;
  return !ended_;
}

void ValueStream::skip_byte_order_mark() {
  if (started_) return;
  started_ = true;
  while (buffer_.size() < 3 && fill()) {
  }
  if (buffer_.compare(0, 3, "\xEF\xBB\xBF") == 0) {
    at_ = 3;
    line_start_ = 3;
  }
}

void ValueStream::count_line(std::size_t offset) {
  ++line_;
  line_start_ = base_ + offset + 1;
}

/// Goes over blanks, and over the brackets and commas of an array of values.
bool ValueStream::skip_to_value() {
  while (true) {
    for (; at_ < buffer_.size(); ++at_) {
      const char c = buffer_[at_];
      if (c == '\n') {
        count_line(at_);
      } else if (c == '[' && !in_array_) {
        in_array_ = true;
      } else if (c == ']' && in_array_) {
        in_array_ = false;
      } else if (!is_blank(c) && !(c == ',' && in_array_)) {
        begin_ = at_;
        return true;
      }
    }
    begin_ = at_;
    if (!fill()) return false;
  }
}

/// True when `c`, the next byte, belongs to what comes after the value.
bool ValueStream::ends_before(char c, const Scan& scan) const {
  if (scan.in_string || scan.empty) return false;
  if (!scan.structured && scan.depth == 0) {
    return c == '\n' || (in_array_ && (c == ',' || c == ']'));
  }
  if (!scan.fresh_line || c != '{') return false;
  const bool at_line_start = base_ + at_ == line_start_;
  const bool value_may_begin =
      scan.last == '[' || scan.last == '{' || scan.last == ',' || scan.last == ':';
  return (json_lines_ && at_line_start) || !value_may_begin;
}

/// Takes `c` into the value; true when it was its last byte.
bool ValueStream::take(char c, Scan& scan) {
  scan.empty = false;
  if (c == '\n') {
    count_line(at_ - 1);
    scan.in_string = false;  // no JSON string goes over a line's end: it was not closed
    scan.fresh_line = true;
    scan.several_lines = true;
    return false;
  }
  if (scan.in_string) {
    if (c == '\\' && at_ < buffer_.size() && buffer_[at_] != '\n') ++at_;
    if (c == '"') scan.in_string = false;
    return c == '"' && scan.depth == 0;
  }
  if (is_blank(c)) return false;
  scan.fresh_line = false;
  scan.last = c;
  switch (c) {
    case '"':
      scan.in_string = true;
      scan.structured = true;
      return false;
    case '{':
    case '[':
      scan.structured = true;
      ++scan.depth;
      return false;
    case '}':
    case ']':
      if (scan.depth > 0) --scan.depth;
      return scan.depth == 0 && scan.structured;
    default:
      return false;
  }
}

/// Most of a JSON text is the inside of strings.
void ValueStream::skip_string_bytes() {
  while (at_ < buffer_.size() && buffer_[at_] != '"' && buffer_[at_] != '\\' &&
         buffer_[at_] != '\n') {
    ++at_;
  }
}

void ValueStream::drop_taken(Piece& piece) {
  if (at_ - begin_ > value_bytes_max_) piece.oversized = true;
  if (piece.oversized) begin_ = at_;
}

void ValueStream::scan_value(Piece& piece) {
  Scan scan;
  bool whole = false;
  bool cut_off = false;
  while (!whole && !cut_off) {
    if (scan.in_string) skip_string_bytes();
    // An escape is taken together with the byte that it escapes.
    const bool split_escape = scan.in_string && at_ + 1 == buffer_.size() && buffer_[at_] == '\\';
    if (at_ == buffer_.size() || split_escape) {
      drop_taken(piece);
      if (fill()) continue;
      if (at_ == buffer_.size()) break;
    }
    const char c = buffer_[at_];
    cut_off = ends_before(c, scan);
    if (!cut_off) {
      ++at_;
      whole = take(c, scan);
    }
  }
  if (first_value_ && !in_array_) json_lines_ = whole ? !scan.several_lines : cut_off;
  first_value_ = false;
  drop_taken(piece);
  if (!piece.oversized) {
    const std::string_view text = std::string_view(buffer_).substr(begin_, at_ - begin_);
    piece.text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  }
  begin_ = at_;
}

}  // namespace weighbridge::json
