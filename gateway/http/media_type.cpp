#include "gateway/http/media_type.hpp"

#include <algorithm>

namespace weighbridge::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view without_parameters(std::string_view type) {
  return trimmed(type.substr(0, type.find(';')));
}

/// q=0, q=0.0 ...: not acceptable.
bool is_excluded(std::string_view range) {
  for (std::size_t at = range.find(';'); at != std::string_view::npos; at = range.find(';')) {
    range.remove_prefix(at + 1);
    const std::string_view parameter = trimmed(range.substr(0, range.find(';')));
    if (parameter.size() > 2 && same_word(parameter.substr(0, 2), "q="))
      return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

bool covers(std::string_view range, std::string_view type) {
  if (range == "*/*" || same_word(range, type)) return true;
  return range.ends_with("/*") &&
         same_word(range.substr(0, range.size() - 1), type.substr(0, range.size() - 1));
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_one_of(std::string_view content_type, const std::vector<std::string>& types) {
  return std::any_of(types.begin(), types.end(), [&](const std::string& type) {
    return same_word(without_parameters(content_type), type);
  });
}

bool accepts_one_of(const Fields& fields, const std::vector<std::string>& types) {
  bool asked = false;
  for (const auto& [name, value] : fields.all()) {
    if (!same_word(name, "Accept")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const std::string_view range = rest.substr(0, comma);
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
      const std::string_view type = without_parameters(range);
      if (type.empty()) continue;
      asked = true;
      if (is_excluded(range)) continue;
      if (std::any_of(types.begin(), types.end(),
                      [&](const std::string& given) { return covers(type, given); }))
        return true;
    }
  }
  return !asked;
}

}  // namespace weighbridge::http
