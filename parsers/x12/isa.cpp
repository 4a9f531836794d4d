#include "parsers/x12/isa.hpp"

#include <algorithm>

namespace weighbridge::x12 {

namespace {

constexpr std::array<std::size_t, 16> kWidths{2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1};

bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_alphanumeric(char c) {
  return is_letter(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool is_line_end(char c) {
  return c == '\r' || c == '\n';
}
bool is_blank(char c) {
  return is_line_end(c) || c == ' ' || c == '\t';
}

/// Blanks and line ends stand between segments; they cannot also stand between elements.
bool can_separate_elements(char c) {
  return !is_alphanumeric(c) && !is_line_end(c) && c != ' ' && c != '\0';
}

std::string_view without_blanks(std::string_view bytes) {
  while (!bytes.empty() && is_blank(bytes.front())) bytes.remove_prefix(1);
  return bytes;
}

/// Whether a segment that may follow an ISA begins here.
bool begins_after_isa(std::string_view bytes, char element) {
  for (const std::string_view tag : {"GS", "TA1", "IEA", "ST", "ISA"})
    if (bytes.starts_with(tag) && bytes.size() > tag.size() && bytes[tag.size()] == element)
      return true;
  return false;
}

/// Learns the terminator at the front of `bytes`: one byte, the bytes of one UTF-8 character, a
/// line end, or as many as three bytes up to the next segment. Returns how many it takes; 0 when
/// none can be there.
std::size_t read_terminator(std::string_view bytes, Delimiters& delimiters) {
  if (bytes.empty() || is_alphanumeric(bytes[0]) || bytes[0] == ' ' ||
      bytes[0] == delimiters.element)
    return 0;
  delimiters.segment = bytes[0];
  if (bytes.starts_with("\r\n")) {
    delimiters.segment = '\n';  // a CR before it is cut off the last element
    return 2;
  }
  if (is_line_end(bytes[0])) return 1;
  const bool utf8 = static_cast<unsigned char>(bytes[0]) >= 0xC0;
  for (std::size_t i = 1; i < bytes.size() && i <= delimiters.tail.size(); ++i) {
    const bool goes_on = utf8 ? (static_cast<unsigned char>(bytes[i]) & 0xC0) == 0x80
                              : !is_blank(bytes[i]) && !is_alphanumeric(bytes[i]);
    // A separator inside the terminator would stand before the segment that it separates.
    if (!goes_on || bytes[i] == delimiters.element) break;
    delimiters.tail[i - 1] = bytes[i];
    delimiters.tail_size = static_cast<std::uint8_t>(i);
  }
  if (!utf8 && !begins_after_isa(without_blanks(bytes.substr(1U + delimiters.tail_size)),
                                 delimiters.element))
    delimiters.tail_size = 0;
  return 1U + delimiters.tail_size;
}

/// ISA16 empty: what looks like the component separator ends the segments. Then the next line ends
/// with it too, or the next segment begins right behind it.
bool component_is_terminator(std::string_view bytes, char element) {
  const char candidate = bytes[0];
  const std::string_view rest = bytes.substr(1);
  if (begins_after_isa(rest, element)) {
    const std::size_t end = rest.find(candidate);
    return end != std::string_view::npos &&
           begins_after_isa(without_blanks(rest.substr(end + 1)), element);
  }
  if (rest.empty() || !is_line_end(rest[0])) return false;
  const std::string_view line = without_blanks(rest);
  const std::size_t end = line.find_first_of("\r\n");
  return end != std::string_view::npos && end > 0 && line[end - 1] == candidate;
}

/// The separator between repetitions (ISA11), from 00402 on. Some senders put there what also
/// stands in numbers and dates; that separates nothing.
char repetition_separator(std::string_view standard, std::string_view version) {
  if (version < "00402" || standard.size() != 1) return 0;
  const char c = standard[0];
  return is_alphanumeric(c) || c == ' ' || c == '-' || c == '.' ? '\0' : c;
}

}  // namespace

std::optional<IsaHeader> read_isa(std::string_view bytes) {
  if (!bytes.starts_with("ISA") || bytes.size() < 4 || is_alphanumeric(bytes[3]))
    return std::nullopt;
  bytes = bytes.substr(0, kIsaBytesMax);
  IsaHeader header;
  Delimiters& delimiters = header.delimiters;
  delimiters.element = bytes[3];
  if (bytes.size() > 17 && bytes[6] == bytes[17] && bytes[6] != bytes[3] &&
      !is_alphanumeric(bytes[6]) && bytes[6] != ' ') {
    delimiters.element = bytes[6];
    header.flaw = IsaFlaw::element_separator;
  }
  if (!can_separate_elements(delimiters.element)) return std::nullopt;
  std::size_t at = 4;
  header.fixed_width = true;
  for (std::size_t i = 0; i < 15; ++i) {
    const std::size_t end = bytes.find(delimiters.element, at);
    if (end == std::string_view::npos) {
      header.elements[i] = bytes.substr(at);
      header.flaw = IsaFlaw::incomplete;
      header.size = bytes.size();
      return header;
    }
    header.elements[i] = bytes.substr(at, end - at);
    header.fixed_width &= end - at == kWidths[i];
    at = end + 1;
  }
  const std::string_view rest = bytes.substr(at);
  if (rest.empty()) {
    header.flaw = IsaFlaw::incomplete;
    header.size = bytes.size();
    return header;
  }
  std::size_t terminator = at;
  if (component_is_terminator(rest, delimiters.element)) {
    delimiters.component = 0;
  } else {
    delimiters.component = rest[0];
    header.elements[15] = rest.substr(0, 1);
    ++terminator;
  }
  const std::size_t taken = read_terminator(bytes.substr(terminator), delimiters);
  if (taken == 0) header.flaw = IsaFlaw::terminator;
  header.size = terminator + taken;
  delimiters.repetition = repetition_separator(header.elements[10], header.elements[11]);
  return header;
}

std::size_t find_isa(std::string_view bytes, std::size_t from) {
  for (std::size_t at = bytes.find("ISA", from); at != std::string_view::npos;
       at = bytes.find("ISA", at + 1)) {
    const std::optional<IsaHeader> header = read_isa(bytes.substr(at));
    if (!header || header->flaw == IsaFlaw::incomplete) continue;
    // Text that only looks like one has no such qualifiers and control number.
    if (header->elements[0].size() == 2 && header->elements[4].size() == 2 &&
        header->elements[12].size() <= 9 && header->elements[14].size() <= 1)
      return at;
  }
  return std::string_view::npos;
}

std::optional<Delimiters> guess_delimiters(std::string_view bytes) {
  const bool group = bytes.starts_with("GS");
  if ((!group && !bytes.starts_with("ST")) || bytes.size() < 4 || !can_separate_elements(bytes[2]))
    return std::nullopt;
  Delimiters delimiters;
  delimiters.element = bytes[2];
  for (std::size_t at = 3; at < std::min(bytes.size(), kIsaBytesMax); ++at) {
    const char c = bytes[at];
    if (is_alphanumeric(c) || c == delimiters.element || c == ' ') continue;
    Delimiters guess = delimiters;
    const std::size_t taken = read_terminator(bytes.substr(at), guess);
    const std::string_view next = without_blanks(bytes.substr(at + taken));
    std::size_t letters = 0;
    while (letters < next.size() && letters < 4 && is_alphanumeric(next[letters])) ++letters;
    const bool tag = letters >= 2 && letters <= 3 && is_letter(next[0]) && letters < next.size() &&
                     next[letters] == delimiters.element;
    if (tag && (!group || next.starts_with("ST"))) return guess;
  }
  return std::nullopt;
}

}  // namespace weighbridge::x12
