#include "gateway/cli/excerpt.hpp"

#include <algorithm>

#include "gateway/cli/text.hpp"

namespace weighbridge::cli {
namespace {

struct Span {
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// Whether the character at `at` is data because an odd number of `release` stand before it.
bool is_released(std::string_view text, std::size_t at, char release) {
  std::size_t before = 0;
  while (release != 0 && before < at && text[at - before - 1] == release) ++before;
  return before % 2 == 1;
}

/// The first `separator` from `from` on that is not released; the end of `text` when there is none.
std::size_t find_separator(std::string_view text, char separator, char release, std::size_t from) {
  std::size_t at = text.find(separator, from);
  while (at != std::string_view::npos && is_released(text, at, release))
    at = text.find(separator, at + 1);
  return std::min(at, text.size());
}

/// Part `n` (from 0) of `text` cut at `separator`; where there are fewer, the end of `text`.
Span nth_part(std::string_view text, char separator, char release, std::size_t n) {
  std::size_t begin = 0;
  for (; n > 0; --n) {
    const std::size_t cut = find_separator(text, separator, release, begin);
    if (cut == text.size()) return {text.size(), 0};
    begin = cut + 1;
  }
  return {begin, find_separator(text, separator, release, begin) - begin};
}

bool is_line_end(char c) {
  return c == '\r' || c == '\n';
}

/// Bytes become columns one to one, so that the caret keeps its place whatever the bytes are.
std::string one_column_a_byte(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F) c = '?';
  }
  return out;
}

Excerpt marked(std::string_view line, Span span) {
  return {one_column_a_byte(line), span.begin, std::max<std::size_t>(span.size, 1)};
}

}  // namespace

Excerpt segment_excerpt(std::string_view window, std::size_t at, const x12::Delimiters& delimiters,
                        const Place& place) {
  if (at >= window.size()) return {};
  std::size_t begin = at;
  const char release = delimiters.release;
  while (begin > 0 &&
         (window[begin - 1] != delimiters.segment || is_released(window, begin - 1, release)))
    --begin;
  while (begin < at && is_line_end(window[begin])) ++begin;
  const std::size_t end = find_separator(window, delimiters.segment, release, at);
  const std::string_view segment = window.substr(begin, end - begin);
  Span span = nth_part(segment, delimiters.element, release, place.element);
  if (place.component > 0 && place.element > 0) {
    const std::string_view element = segment.substr(span.begin, span.size);
    const Span inner = nth_part(element, delimiters.component, release, place.component - 1);
    span = {span.begin + inner.begin, inner.size};
  }
  // The terminator belongs to the line as a person knows it, unless it is a line end itself.
  const bool shown = end < window.size() && !is_line_end(delimiters.segment);
  return marked(window.substr(begin, segment.size() + (shown ? 1 : 0)), span);
}

Excerpt line_excerpt(std::string_view window, std::size_t at, std::string_view value) {
  if (at > window.size()) return {};
  std::size_t begin = at;
  while (begin > 0 && !is_line_end(window[begin - 1])) --begin;
  std::size_t end = at;
  while (end < window.size() && !is_line_end(window[end])) ++end;
  std::string line(window.substr(begin, end - begin));
  if (line.empty()) return {};
  std::replace(line.begin(), line.end(), '\t', ' ');  // one column each, like all the others
  const bool starts_here = !value.empty() && line.compare(at - begin, value.size(), value) == 0;
  return marked(line, {at - begin, starts_here ? value.size() : 1});
}

Excerpt narrowed(Excerpt excerpt, std::size_t columns) {
  constexpr std::string_view kDots = "...";
  if (excerpt.line.size() <= columns || columns < 4 * kDots.size()) return excerpt;
  const std::size_t third = columns / 3;
  if (excerpt.caret > 2 * third) {
    const std::size_t from = excerpt.caret - third;
    excerpt.line = std::string(kDots) + excerpt.line.substr(from);
    excerpt.caret = third + kDots.size();
  }
  if (excerpt.line.size() > columns)
    excerpt.line = excerpt.line.substr(0, columns - kDots.size()) + std::string(kDots);
  excerpt.marks = std::min(excerpt.marks, std::max<std::size_t>(columns - excerpt.caret, 1));
  return excerpt;
}

}  // namespace weighbridge::cli
