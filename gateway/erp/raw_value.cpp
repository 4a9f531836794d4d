#include "gateway/erp/raw_value.hpp"

#include <algorithm>

namespace weighbridge::erp {
namespace {

/// Behind the string that begins at `at`.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

}  // namespace

// The text has been read: its brackets and quotes are in order.
std::string_view raw_value(std::string_view text, json::Value value) {
  const std::size_t begin = value.offset();
  if (value.kind() == json::Kind::string)
    return text.substr(begin, string_end(text, begin) - begin);
  if (value.kind() != json::Kind::object && value.kind() != json::Kind::array)
    return text.substr(begin, text.find_first_of(",]} \t\r\n", begin) - begin);
  int depth = 0;
  for (std::size_t at = begin; at < text.size();) {
    if (text[at] == '"') {
      at = string_end(text, at);
      continue;
    }
    if (text[at] == '{' || text[at] == '[') ++depth;
    if ((text[at] == '}' || text[at] == ']') && --depth == 0)
      return text.substr(begin, at + 1 - begin);
    ++at;
  }
  return text.substr(begin);
}

}  // namespace weighbridge::erp
