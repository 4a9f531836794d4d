#include "parsers/edifact/service_string.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::edifact {

namespace {

constexpr std::size_t kUnaSize = 9;
constexpr std::string_view kBlanks = " \t\r\n";

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Where behind the four first separators the first segment begins; npos when none does.
std::size_t first_segment(std::string_view bytes) {
  constexpr std::size_t kFrom = 7;
  constexpr std::size_t kTo = 20;
  for (std::size_t at = kFrom; at < kTo && at < bytes.size(); ++at) {
    const std::string_view rest = bytes.substr(at);
    if (begins_with(rest, "UNB") || begins_with(rest, "UNG") || begins_with(rest, "UNH")) return at;
  }
  return std::string_view::npos;
}

/// A byte beyond ASCII is a part of a character in one set or another, never what parts characters.
bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

bool are_separators(const Delimiters& delimiters) {
  const std::array<char, 3> needed{delimiters.component, delimiters.element, delimiters.segment};
  return std::none_of(needed.begin(), needed.end(), is_letter_or_digit) && needed[0] != needed[1] &&
         needed[1] != needed[2] && needed[0] != needed[2] &&
         std::all_of(needed.begin(), needed.end(), is_ascii) && is_ascii(delimiters.repetition) &&
         is_ascii(delimiters.release);
}

/// What stands before the first segment that may follow a header.
char terminator_before_next(std::string_view bytes, char element) {
  for (const std::string_view tag : {"UNG", "UNH", "BGM", "UNZ"}) {
    std::size_t at = bytes.find(tag, 1);
    while (at != std::string_view::npos &&
           (at + tag.size() >= bytes.size() || bytes[at + tag.size()] != element))
      at = bytes.find(tag, at + 1);
    if (at == std::string_view::npos) continue;
    const std::size_t last = bytes.substr(0, at).find_last_not_of(kBlanks);
    if (last != std::string_view::npos && !is_letter_or_digit(bytes[last]) &&
        bytes[last] != element)
      return bytes[last];
    if (bytes.substr(0, at).find_last_of("\r\n") != std::string_view::npos) return '\n';
  }
  return '\'';
}

}  // namespace

bool begins_with(std::string_view bytes, std::string_view tag) {
  return bytes.starts_with(tag) && bytes.size() > tag.size() &&
         !is_letter_or_digit(bytes[tag.size()]);
}

Delimiters default_delimiters() {
  Delimiters delimiters;
  delimiters.element = '+';
  delimiters.component = ':';
  delimiters.segment = '\'';
  delimiters.release = '?';
  return delimiters;
}

std::optional<ServiceString> read_una(std::string_view bytes) {
  constexpr std::size_t kFixed = 7;
  if (!bytes.starts_with("UNA") || bytes.size() < kFixed) return std::nullopt;
  ServiceString una;
  Delimiters& delimiters = una.delimiters;
  delimiters.component = bytes[3];
  delimiters.element = bytes[4];
  delimiters.decimal = bytes[5];
  delimiters.release = bytes[6] == ' ' ? '\0' : bytes[6];
  // What lies between the first four and the next segment, line ends at its end left out.
  const std::size_t next = first_segment(bytes);
  std::string_view rest = bytes.substr(kFixed, next == std::string_view::npos ? 0 : next - kFixed);
  while (!rest.empty() && kBlanks.find(rest.back()) != std::string_view::npos)
    rest.remove_suffix(1);
  const bool ends_lines =
      rest == "*" && bytes.size() > kUnaSize - 1;  // * repeats, the line end ends
  if (rest.empty() || ends_lines) {
    if (bytes.size() < kUnaSize) return std::nullopt;
    delimiters.repetition = bytes[7];
    delimiters.segment = bytes[8];
    una.size = kUnaSize;
  } else {
    delimiters.repetition = rest.size() > 1 ? rest.front() : '\0';
    delimiters.segment = rest.back();
    una.size = next;
  }
  if (kBlanks.find(delimiters.repetition) != std::string_view::npos) delimiters.repetition = 0;
  if (!are_separators(delimiters)) return std::nullopt;
  return una;
}

Delimiters delimiters_of_header(std::string_view bytes) {
  constexpr std::size_t kSyntaxEnd = 8;  // UNB+UNOA:
  Delimiters delimiters = default_delimiters();
  if (bytes.size() > 3) delimiters.element = bytes[3];
  if (bytes.starts_with("UNB") && bytes.size() > kSyntaxEnd &&
      !is_letter_or_digit(bytes[kSyntaxEnd]) && bytes[kSyntaxEnd] != delimiters.element)
    delimiters.component = bytes[kSyntaxEnd];
  delimiters.segment = terminator_before_next(bytes, delimiters.element);
  if (!are_separators(delimiters)) return default_delimiters();
  return delimiters;
}

}  // namespace weighbridge::edifact
