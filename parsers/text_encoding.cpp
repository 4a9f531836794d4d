#include "parsers/text_encoding.hpp"

#include <algorithm>
#include <array>

#include "parsers/utf8.hpp"

namespace weighbridge {
namespace {

constexpr std::size_t kRawBytes = 32U << 10;
constexpr std::uint32_t kReplacement = 0xFFFD;

/// The code points of the bytes 80 to 9F in windows-1252.
constexpr std::array<std::uint16_t, 32> kWindows1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

struct NamedEncoding {
  std::string_view name;
  TextEncoding encoding;
};

constexpr std::array<NamedEncoding, 16> kNames{{
    {"utf-8", TextEncoding::utf8},
    {"windows-1252", TextEncoding::windows_1252},
    {"iso-8859-1", TextEncoding::windows_1252},
    {"iso-8859-15", TextEncoding::iso_8859_15},
    {"utf-16", TextEncoding::utf16_le},
    {"utf-16le", TextEncoding::utf16_le},
    {"utf-16be", TextEncoding::utf16_be},
    {"utf8", TextEncoding::utf8},
    {"us-ascii", TextEncoding::utf8},
    {"ascii", TextEncoding::utf8},
    {"iso8859-1", TextEncoding::windows_1252},
    {"iso_8859-1", TextEncoding::windows_1252},
    {"latin1", TextEncoding::windows_1252},
    {"cp1252", TextEncoding::windows_1252},
    {"iso8859-15", TextEncoding::iso_8859_15},
    {"latin9", TextEncoding::iso_8859_15},
}};

constexpr auto kNameList = [] {
  std::array<std::string_view, kNames.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kNames[i].name;
  return names;
}();

struct ByteOrderMark {
  std::string_view bytes;
  TextEncoding encoding;
};

constexpr std::array<ByteOrderMark, 3> kByteOrderMarks{{
    {"\xEF\xBB\xBF", TextEncoding::utf8},
    {"\xFF\xFE", TextEncoding::utf16_le},
    {"\xFE\xFF", TextEncoding::utf16_be},
}};

}  // namespace

std::optional<TextEncoding> text_encoding_from(std::string_view name) {
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const NamedEncoding& row : kNames)
    if (row.name == lower) return row.encoding;
  return std::nullopt;
}

std::span<const std::string_view> text_encoding_names() {
  return kNameList;
}

std::uint32_t code_point(unsigned char byte, TextEncoding encoding) {
  if (encoding != TextEncoding::iso_8859_15)
    return byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80U] : byte;
  switch (byte) {  // where ISO 8859-15 differs from ISO 8859-1
    case 0xA4:
      return 0x20AC;
    case 0xA6:
      return 0x160;
    case 0xA8:
      return 0x161;
    case 0xB4:
      return 0x17D;
    case 0xB8:
      return 0x17E;
    case 0xBC:
      return 0x152;
    case 0xBD:
      return 0x153;
    case 0xBE:
      return 0x178;
    default:
      return byte;
  }
}

std::size_t DecodedSource::read(std::span<char> room) {
  if (!started_) start();
  while (handed_out_ == text_.size()) {
    text_.clear();
    handed_out_ = 0;
    if (raw_.empty() && !fill_raw() && high_surrogate_ == 0) break;
    decode();
    if (text_.empty() && ended_) break;
  }
  const std::size_t n = text_.copy(room.data(), room.size(), handed_out_);
  handed_out_ += n;
  return n;
}

/// Reads far enough to see a byte order mark.
void DecodedSource::start() {
  started_ = true;
  while (raw_.size() < kByteOrderMarks.front().bytes.size() && fill_raw()) {
  }
  for (const ByteOrderMark& mark : kByteOrderMarks) {
    if (!raw_.starts_with(mark.bytes)) continue;
    encoding_ = mark.encoding;
    raw_.erase(0, mark.bytes.size());
    return;
  }
}

bool DecodedSource::fill_raw() {
  if (ended_) return false;
  const std::size_t held = raw_.size();
  raw_.resize(held + kRawBytes);
  const std::size_t got = bytes_.read(std::span(raw_).subspan(held));
  raw_.resize(held + got);
  ended_ = got == 0;
  return !ended_;
}

void DecodedSource::decode() {
  switch (encoding_) {
    case TextEncoding::utf8:
      text_.swap(raw_);
      raw_.clear();
      return;
    case TextEncoding::utf16_le:
    case TextEncoding::utf16_be:
      return decode_utf16();
    case TextEncoding::windows_1252:
    case TextEncoding::iso_8859_15:
      for (const char c : raw_) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || continuations_ != 0) look_for_utf8(byte);
        append_utf8(text_, code_point(byte, encoding_));
      }
      raw_.clear();
      return;
  }
}

void DecodedSource::look_for_utf8(unsigned char byte) {
  const bool continues = byte >= 0x80 && byte < 0xC0;
  if (continues != (continuations_ != 0) || byte == 0xC0 || byte == 0xC1 || byte > 0xF4)
    not_utf8_ = true;
  if (continuations_ != 0) {
    --continuations_;
  } else {
    continuations_ = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
    ++utf8_characters_;
  }
}

void DecodedSource::decode_utf16() {
  while (raw_.size() < 2 && fill_raw()) {
  }
  std::size_t at = 0;
  for (; at + 1 < raw_.size(); at += 2) {
    const auto first = static_cast<unsigned char>(raw_[at]);
    const auto second = static_cast<unsigned char>(raw_[at + 1]);
    append_unit(encoding_ == TextEncoding::utf16_le
                    ? static_cast<std::uint32_t>(first | second << 8U)
                    : static_cast<std::uint32_t>(first << 8U | second));
  }
  raw_.erase(0, at);
  if (!ended_ || (raw_.empty() && high_surrogate_ == 0)) return;
  raw_.clear();
  high_surrogate_ = 0;
  malformed_ = true;
  append_utf8(text_, kReplacement);
}

void DecodedSource::append_unit(std::uint32_t unit) {
  const bool is_low = unit >= 0xDC00 && unit < 0xE000;
  if (high_surrogate_ != 0 && is_low) {
    append_utf8(text_, 0x10000 + ((high_surrogate_ - 0xD800) << 10U) + (unit - 0xDC00));
    high_surrogate_ = 0;
    return;
  }
  const auto replace = [this] {
    malformed_ = true;
    append_utf8(text_, kReplacement);
  };
  if (high_surrogate_ != 0) replace();
  high_surrogate_ = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
  if (high_surrogate_ != 0) return;
  if (is_low)
    replace();
  else
    append_utf8(text_, unit);
}

}  // namespace weighbridge
