#include "parsers/yaml/guard.hpp"

#include <algorithm>
#include <string>

#include "parsers/text_place.hpp"
#include "parsers/utf8.hpp"

namespace weighbridge::yaml {
namespace {

/// Brackets may stand unclosed in comments and texts too, which the scan below does not always tell
/// from structure, so it refuses only what no real file comes near.
constexpr std::uint32_t kUnclosedBracketsPerLevel = 8;

Finding refusal(std::string_view text, std::size_t offset, std::string message, std::string mend) {
  Finding finding;
  finding.code = "YAML_SYNTAX";
  finding.place = text_place(text, offset);
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  return finding;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
}

std::size_t find_tab_in_indentation(std::string_view text) {
  bool indenting = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      indenting = true;
    } else if (indenting && text[i] == '\t') {
      return i;
    } else if (text[i] != ' ') {
      indenting = false;
    }
  }
  return std::string_view::npos;
}

/// Where the number of unclosed brackets, outside comments and quoted scalars, first exceeds
/// `unclosed_max`.
std::size_t find_deep_bracket(std::string_view text, std::uint32_t unclosed_max) {
  std::uint32_t unclosed = 0;
  char quote = 0;
  char previous = '\n';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\' && quote == '"') ++i;
      if (c == quote) quote = 0;
    } else if (c == '#' && (previous == ' ' || previous == '\n')) {
      i = std::min(text.find('\n', i), text.size() - 1);
    } else if ((c == '"' || c == '\'') &&
               std::string_view(" \n[{,:").find(previous) != std::string_view::npos) {
      quote = c;  // elsewhere it is an apostrophe within a word
    } else if (c == '[' || c == '{') {
      if (++unclosed > unclosed_max) return i;
    } else if ((c == ']' || c == '}') && unclosed > 0) {
      --unclosed;
    }
    previous = i < text.size() ? text[i] : '\n';
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<Finding> refuse_before_parsing(std::string_view text, const Limits& limits) {
  constexpr std::size_t npos = std::string_view::npos;
  if (text.size() > limits.bytes_max) {
    return refusal(
        text, 0,
        "the file is longer than the " + std::to_string(limits.bytes_max) + " bytes allowed",
        "split it, or check that it is the right file");
  }
  const auto control = std::find_if(text.begin(), text.end(), is_control);
  if (control != text.end()) {
    return refusal(text, static_cast<std::size_t>(control - text.begin()),
                   "a control character stands in the text", "save the file as plain UTF-8 text");
  }
  if (const std::size_t at = find_malformed_utf8(text); at != npos) {
    return refusal(text, at, "the text is not UTF-8 here", "save the file as UTF-8");
  }
  if (const std::size_t at = find_tab_in_indentation(text); at != npos) {
    return refusal(text, at, "a tab stands in the indentation", "indent with spaces");
  }
  if (const std::size_t at = find_deep_bracket(text, limits.depth_max * kUnclosedBracketsPerLevel);
      at != npos) {
    return refusal(text, at, "brackets are nested too deeply",
                   "close the brackets that were opened before");
  }
  return std::nullopt;
}

}  // namespace weighbridge::yaml
