#include "parsers/xml/encoding.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "parsers/text_encoding.hpp"
#include "parsers/text_place.hpp"
#include "parsers/utf8.hpp"

namespace weighbridge::xml {
namespace {

std::string from_single_bytes(std::string_view bytes, TextEncoding encoding) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 16);
  for (const char c : bytes) append_utf8(text, code_point(static_cast<unsigned char>(c), encoding));
  return text;
}

/// Nothing when the units are no UTF-16: half a unit at the end, or half a surrogate pair.
std::optional<std::string> from_utf16(std::string_view bytes, TextEncoding encoding) {
  const auto unit_at = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return encoding == TextEncoding::utf16_le ? static_cast<std::uint32_t>(first | second << 8U)
                                              : static_cast<std::uint32_t>(first << 8U | second);
  };
  if (bytes.size() % 2 != 0) return std::nullopt;
  std::string text;
  text.reserve(bytes.size() / 2 + bytes.size() / 16);
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    std::uint32_t unit = unit_at(i);
    if (unit >= 0xD800 && unit < 0xE000) {
      if (unit >= 0xDC00 || i + 4 > bytes.size()) return std::nullopt;
      const std::uint32_t low = unit_at(i + 2);
      if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
      unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
      i += 2;
    }
    append_utf8(text, unit);
  }
  return text;
}

/// The value of `encoding` in the XML declaration, in lower case; empty when there is none.
std::string declared_encoding(std::string_view text) {
  if (!text.starts_with("<?xml")) return {};
  const std::string_view declaration = text.substr(0, text.substr(0, 512).find("?>"));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  std::string name(declaration.substr(at + 1, end - at - 1));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return name;
}

Finding finding_of(FindingLevel level, std::string code, std::string message, std::string mend) {
  Finding finding;
  finding.level = level;
  finding.code = std::move(code);
  finding.place = text_start();
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  return finding;
}

Decoded decode_utf16(std::string_view bytes, TextEncoding encoding, Findings& findings) {
  Decoded decoded;
  decoded.transcoded = true;
  auto text = from_utf16(bytes, encoding);
  if (!text) {
    findings.push_back(finding_of(FindingLevel::error, "ENCODING_INVALID",
                                  "the text begins as UTF-16 and does not go on so",
                                  "send it again, as UTF-8; it may have been cut off"));
    return decoded;
  }
  decoded.text = std::move(*text);
  decoded.readable = true;
  return decoded;
}

Decoded decode_utf8(std::string bytes, Findings& findings) {
  Decoded decoded;
  decoded.readable = true;
  const std::size_t malformed = find_malformed_utf8(bytes);
  if (malformed == std::string_view::npos) {
    decoded.text = std::move(bytes);
    return decoded;
  }
  Finding finding =
      finding_of(FindingLevel::warning, "ENCODING_WRONG",
                 "the text says that it is UTF-8 and is not, so it is read as windows-1252",
                 "send UTF-8, or declare the encoding that is used");
  finding.place = text_place(bytes, malformed);
  findings.push_back(std::move(finding));
  decoded.text = from_single_bytes(bytes, TextEncoding::windows_1252);
  decoded.transcoded = true;
  return decoded;
}

Decoded decode_declared(std::string bytes, Findings& findings) {
  const std::string name = declared_encoding(bytes);
  if (name.empty()) return decode_utf8(std::move(bytes), findings);
  const auto known = text_encoding_from(name);
  if (!known) {
    Finding finding = finding_of(FindingLevel::error, "ENCODING_UNKNOWN",
                                 "the text is in an encoding that we do not read",
                                 "send UTF-8, UTF-16, ISO-8859-1 or windows-1252");
    finding.value = shown_value(name);
    findings.push_back(std::move(finding));
    return {};
  }
  // A declaration that can be read byte by byte is no UTF-16.
  const bool is_bytes = known == TextEncoding::windows_1252 || known == TextEncoding::iso_8859_15;
  if (!is_bytes) return decode_utf8(std::move(bytes), findings);
  Decoded decoded;
  decoded.text = from_single_bytes(bytes, *known);
  decoded.transcoded = true;
  decoded.readable = true;
  return decoded;
}

}  // namespace

Decoded decode(std::string bytes, Findings& findings) {
  using namespace std::string_view_literals;
  const std::string_view head = bytes;
  if (head.starts_with("\xFF\xFE"))
    return decode_utf16(head.substr(2), TextEncoding::utf16_le, findings);
  if (head.starts_with("\xFE\xFF"))
    return decode_utf16(head.substr(2), TextEncoding::utf16_be, findings);
  // Without the mark, the first character tells: it is a "<".
  if (head.starts_with("<\0"sv)) return decode_utf16(head, TextEncoding::utf16_le, findings);
  if (head.starts_with("\0<"sv)) return decode_utf16(head, TextEncoding::utf16_be, findings);
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (!head.starts_with(kMark)) return decode_declared(std::move(bytes), findings);
  // The mark overrules the declaration.
  bytes.erase(0, kMark.size());
  Decoded decoded = decode_utf8(std::move(bytes), findings);
  decoded.skipped = kMark.size();
  return decoded;
}

}  // namespace weighbridge::xml
