// This file is compiled once for each vector instruction set (Highway's foreach_target); the best
// one for the processor is chosen at run time.
#include "parsers/edi/plain_text.hpp"

#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "parsers/edi/plain_text.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace weighbridge::edi {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// Whether a byte may stand where it does, behind `before`. A line end is no part of a value behind
/// a terminator, or behind a line end that is none.
bool belongs(char byte, char before, char element, char segment) {
  const auto is_line_end = [](char c) { return c == '\n' || c == '\r'; };
  return (byte >= 0x20 && byte <= 0x7E) || byte == element || byte == segment ||
         (is_line_end(byte) && (before == segment || is_line_end(before)));
}

bool scan_plain(std::string_view text, char element, char segment) {
  std::size_t at = 1;  // a set begins with its tag
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<std::uint8_t> d;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto line_end = [&](auto block) HWY_ATTR {
    return hn::Or(hn::Eq(block, hn::Set(d, '\n')), hn::Eq(block, hn::Set(d, '\r')));
  };
  const auto elements = hn::Set(d, static_cast<std::uint8_t>(element));
  const auto segments = hn::Set(d, static_cast<std::uint8_t>(segment));
  for (; at + hn::Lanes(d) <= text.size(); at += hn::Lanes(d)) {
    const auto block = hn::LoadU(d, bytes + at);
    const auto odd = hn::Or(hn::Lt(block, hn::Set(d, 0x20)), hn::Gt(block, hn::Set(d, 0x7E)));
    if (hn::AllFalse(d, odd)) continue;
    const auto before = hn::LoadU(d, bytes + at - 1);
    const auto separators = hn::Or(hn::Eq(block, elements), hn::Eq(block, segments));
    const auto between =
        hn::And(line_end(block), hn::Or(hn::Eq(before, segments), line_end(before)));
    if (!hn::AllFalse(d, hn::AndNot(hn::Or(separators, between), odd))) return false;
  }
#endif
  for (; at < text.size(); ++at)
    if (!belongs(text[at], text[at - 1], element, segment)) return false;
  return true;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace weighbridge::edi
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace weighbridge::edi {

HWY_EXPORT(scan_plain);

bool is_plain_text(std::string_view text, const Delimiters& delimiters) {
  // Terminators of several bytes are too rare to be looked at here.
  if (text.empty() || text.front() < 0x20 || text.front() > 0x7E || delimiters.tail_size > 0)
    return false;
  // As an element's separator a line end would hide others.
  if (delimiters.element == '\n' || delimiters.element == '\r') return false;
  return HWY_DYNAMIC_DISPATCH(scan_plain)(text, delimiters.element, delimiters.segment);
}

}  // namespace weighbridge::edi
#endif  // HWY_ONCE
