#include "gateway/receive/whole_file.hpp"

#include <algorithm>
#include <string>

namespace weighbridge::receive {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\x1A";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

/// `IEA*1*000000905~`: the control number has nine digits, or something stands behind it.
bool ends_with_iea(std::string_view tail) {
  const std::size_t at = tail.rfind("IEA");
  if (at == std::string_view::npos || at + 3 >= tail.size()) return false;
  const char separator = tail[at + 3];
  const std::size_t second = tail.find(separator, at + 4);
  if (is_letter_or_digit(separator) || second == std::string_view::npos) return false;
  const std::string_view control = tail.substr(second + 1);
  const auto end = std::find_if_not(control.begin(), control.end(),
                                    [](char c) { return is_letter_or_digit(c); });
  return end != control.end() || control.size() >= 9;
}

/// The terminator is the sixth character of UNA's six, else an apostrophe.
bool ends_with_unz(std::string_view head, std::string_view tail) {
  const char terminator = head.starts_with("UNA") && head.size() > 8 ? head[8] : '\'';
  return tail.rfind("UNZ") != std::string_view::npos && tail.back() == terminator;
}

/// The name of the root element, with its prefix; empty when it does not stand in the head.
std::string_view root_name(std::string_view head) {
  while (true) {
    head.remove_prefix(std::min(head.find('<'), head.size()));
    if (head.size() < 2) return {};
    if (head[1] != '?' && head[1] != '!') break;
    const std::string_view end = head.starts_with("<!--") ? "-->" : ">";
    const std::size_t at = head.find(end);
    if (at == std::string_view::npos) return {};
    head.remove_prefix(at + end.size());
  }
  head.remove_prefix(1);
  return head.substr(0, std::min(head.find_first_of(" \t\r\n/>"), head.size()));
}

bool closes(std::string_view tail, std::string_view name) {
  for (std::size_t at = tail.rfind(name); at != std::string_view::npos && at >= 2;
       at = tail.rfind(name, at - 1)) {
    const bool begins = tail[at - 2] == '<' && tail[at - 1] == '/';
    const std::size_t end = tail.find_first_not_of(" \t\r\n", at + name.size());
    if (begins && end != std::string_view::npos && tail[end] == '>') return true;
  }
  return false;
}

}  // namespace

std::string_view missing_end(std::string_view head, std::string_view tail) {
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  head = without_blanks(head);
  tail = without_blanks(tail);
  if (head.empty() || tail.empty()) return {};
  if (head.starts_with("ISA") && head.size() > 3 && !is_letter_or_digit(head[3]))
    return ends_with_iea(tail) ? "" : "the segment IEA";
  if (head.starts_with("UNA") || head.starts_with("UNB+"))
    return ends_with_unz(head, tail) ? "" : "the segment UNZ";
  if (head.front() == '<') {
    const std::string_view root = root_name(head);
    const bool is_whole = root.empty() || closes(tail, root) || tail.ends_with("/>");
    return is_whole ? "" : "the closing tag of the root element";
  }
  if (head.front() == '{' || (head.front() == '[' && head.size() > 1))
    return tail.back() == '}' || tail.back() == ']' ? "" : "the closing bracket";
  return {};
}

}  // namespace weighbridge::receive
