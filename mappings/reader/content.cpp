#include <algorithm>

#include "mappings/reader/csv_columns.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// A text file has no NUL, and hardly any other control character. X12 separators may be some, so
/// this is asked after X12.
bool is_binary(std::string_view head) {
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && kBlanks.find(c) == std::string_view::npos && c != '\f';
  });
  return head.find('\0') != std::string_view::npos ||
         static_cast<std::size_t>(controls) * 20 > head.size();
}

/// A segment tag with a separator after it: "ISABELLA" begins no interchange.
bool begins_segment(std::string_view text, std::string_view tag) {
  return starts_with(text, tag) && text.size() > tag.size() &&
         !is_letter_or_digit(text[tag.size()]) && text[tag.size()] != '\0';
}

/// X12 without its envelope: a group (GS and two letters) or a set (ST and three digits) begins.
bool is_x12_fragment(std::string_view text) {
  const bool group = begins_segment(text, "GS");
  if (!group && !begins_segment(text, "ST")) return false;
  const char separator = text[2];
  const std::size_t end = text.find(separator, 3);
  if (end != (group ? 5U : 6U)) return false;
  const std::string_view id = text.substr(3, end - 3);
  return std::all_of(id.begin(), id.end(),
                     [&](char c) { return group ? c >= 'A' && c <= 'Z' : c >= '0' && c <= '9'; });
}

/// An ISA with its sixteen separators behind something else, such as a mail's head or a log line.
bool holds_interchange(std::string_view text) {
  constexpr std::size_t kIsaBytesMax = 200;
  constexpr std::ptrdiff_t kIsaElements = 16;
  for (std::size_t at = text.find("ISA"); at != std::string_view::npos;
       at = text.find("ISA", at + 1)) {
    const std::string_view isa = text.substr(at, kIsaBytesMax);
    if (begins_segment(isa, "ISA") && std::count(isa.begin(), isa.end(), isa[3]) >= kIsaElements)
      return true;
  }
  return false;
}

/// XML in UTF-16: its "<" behind the byte order mark, or as the first character.
bool is_wide_xml(std::string_view head) {
  using namespace std::string_view_literals;
  return starts_with(head, "\xFF\xFE<\0"sv) || starts_with(head, "\xFE\xFF\0<"sv) ||
         starts_with(head, "<\0?\0"sv) || starts_with(head, "\0<\0?"sv);
}

/// EDIFACT begins with UNA or UNB, or (its envelope lost) with a group or message.
bool is_edifact(std::string_view text) {
  return begins_segment(text, "UNA") || begins_segment(text, "UNB") ||
         begins_segment(text, "UNG") || begins_segment(text, "UNH");
}

/// The first characters of UTF-16, in `order`, when they are a tag that an interchange begins with.
bool begins_wide_interchange(std::string_view head, TextEncoding order) {
  const std::size_t high = order == TextEncoding::utf16_be ? 0 : 1;
  std::string tag;
  for (std::size_t at = 0; at + 1 < head.size() && at < 6; at += 2) {
    if (head[at + high] != '\0') return false;
    tag += head[at + 1 - high];
  }
  return tag == "UNA" || tag == "UNB";
}

/// A UNH that names a message and its directory, behind something else.
bool holds_message(std::string_view text) {
  constexpr std::size_t kUnhBytesMax = 80;
  for (std::size_t at = text.find("UNH"); at != std::string_view::npos;
       at = text.find("UNH", at + 1)) {
    const std::string_view unh = text.substr(at, kUnhBytesMax);
    const bool apart = at == 0 || !is_letter_or_digit(text[at - 1]);
    if (apart && begins_segment(unh, "UNH") && unh.find(":UN") != std::string_view::npos)
      return true;
  }
  return false;
}

/// JSON whose first value keeps to its line is JSON lines.
ContentKind kind_of_json(std::string_view text) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const std::size_t last = line.find_last_not_of(kBlanks);
  const bool is_one_line = last != std::string_view::npos && last > 0 && line[last] == '}';
  return text.front() == '{' && is_one_line ? ContentKind::json_lines : ContentKind::json;
}

bool is_json(std::string_view text) {
  const std::size_t next = text.find_first_not_of(kBlanks, 1);
  if (next == std::string_view::npos) return true;  // only the bracket: a JSON text cut off
  return text.front() == '{' ? text[next] == '"' || text[next] == '}'
                             : text[next] == '{' || text[next] == ']';
}

/// `key: value`, `key:` or `- item` in the first line that is no comment.
bool is_yaml(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find_first_not_of(kBlanks) == std::string_view::npos || line.front() == '#') continue;
    if (starts_with(line, "---") || starts_with(line, "- ")) return true;
    const std::size_t colon = line.find(':');
    return colon != std::string_view::npos && colon > 0 &&
           std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](char c) { return is_letter_or_digit(c) || c == '_' || c == '-'; }) &&
           (colon + 1 == line.size() || line[colon + 1] == ' ');
  }
  return false;
}

}  // namespace

std::string_view to_string_view(ContentKind kind) {
  switch (kind) {
    case ContentKind::empty:
      return "nothing";
    case ContentKind::x12:
      return "X12";
    case ContentKind::edifact:
      return "EDIFACT";
    case ContentKind::xml:
      return "XML";
    case ContentKind::json:
      return "JSON";
    case ContentKind::json_lines:
      return "JSON lines";
    case ContentKind::csv_receipts:
      return "CSV of receipts";
    case ContentKind::csv_events:
      return "CSV of events";
    case ContentKind::csv_items:
      return "CSV of items";
    case ContentKind::csv_aliases:
      return "CSV of item aliases";
    case ContentKind::csv_packs:
      return "CSV of packs";
    case ContentKind::csv_sites:
      return "CSV of sites";
    case ContentKind::csv_suppliers:
      return "CSV of suppliers";
    case ContentKind::flat:
      return "flat file";
    case ContentKind::yaml:
      return "YAML";
    case ContentKind::binary:
      return "binary";
    case ContentKind::unknown:
      return "unknown";
  }
  return "unknown";
}

std::optional<TextEncoding> wide_interchange(std::string_view head) {
  if (starts_with(head, "\xFF\xFE") || starts_with(head, "\xFE\xFF")) head.remove_prefix(2);
  for (const TextEncoding order : {TextEncoding::utf16_le, TextEncoding::utf16_be})
    if (begins_wide_interchange(head, order)) return order;
  return std::nullopt;
}

ContentKind detect_content(std::string_view head) {
  if (is_wide_xml(head)) return ContentKind::xml;
  if (wide_interchange(head)) return ContentKind::edifact;
  std::string_view text = head;
  if (starts_with(text, kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  if (text.empty()) return ContentKind::empty;
  if (begins_segment(text, "ISA") || is_x12_fragment(text)) return ContentKind::x12;
  if (is_edifact(text)) return ContentKind::edifact;
  if (is_binary(head)) return ContentKind::binary;
  if (text.front() == '<') return ContentKind::xml;
  if ((text.front() == '{' || text.front() == '[') && is_json(text)) return kind_of_json(text);
  const ContentKind csv = csv::kind_of_header(text);
  if (csv != ContentKind::unknown) return csv;
  if (holds_interchange(text)) return ContentKind::x12;
  if (holds_message(text)) return ContentKind::edifact;
  return is_yaml(text) ? ContentKind::yaml : ContentKind::unknown;
}

}  // namespace weighbridge
