#include "matching/identity/normalise.hpp"

#include <algorithm>

#include "parsers/digits.hpp"

namespace weighbridge::matching {

std::string normalised_number(std::string_view number) {
  std::string kept;
  kept.reserve(number.size());
  for (char c : number) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (is_digit(c) || (c >= 'A' && c <= 'Z')) kept += c;
  }
  std::string result;
  result.reserve(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const bool run_starts = result.empty() || !is_digit(result.back());
    const bool digit_follows = i + 1 < kept.size() && is_digit(kept[i + 1]);
    if (kept[i] == '0' && run_starts && digit_follows) continue;
    result += kept[i];
  }
  return result;
}

std::string_view line_number(std::string_view line) {
  while (line.size() > 1 && line.front() == '0') line.remove_prefix(1);
  return line;
}

bool line_number_less(std::string_view a, std::string_view b) {
  const bool a_digits = all_digits(a);
  const bool b_digits = all_digits(b);
  if (a_digits != b_digits) return a_digits;
  if (a_digits) {
    const std::string_view x = line_number(a);
    const std::string_view y = line_number(b);
    if (x.size() != y.size()) return x.size() < y.size();
    if (x != y) return x < y;
  }
  return a < b;
}

bool within_one_edit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t start = 0;
  while (start < a.size() && a[start] == b[start]) ++start;
  std::size_t end = 0;
  while (end < a.size() - start && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
  const std::string_view x = a.substr(start, a.size() - start - end);
  const std::string_view y = b.substr(start, b.size() - start - end);
  if (x.size() <= 1 && y.size() <= 1) return true;
  return x.size() == 2 && y.size() == 2 && x[0] == y[1] && x[1] == y[0];
}

}  // namespace weighbridge::matching
