#include "parsers/nearest_name.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace weighbridge {
namespace {

constexpr std::size_t kLongestName = 40;  // our names are shorter; longer words are no slips
constexpr std::size_t kNamesListed = 12;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Optimal string alignment distance, or anything from `enough` on once it cannot be less. Both
/// words are at most kLongestName long.
std::size_t edits_between(std::string_view a, std::string_view b, std::size_t enough) {
  using Row = std::array<std::size_t, kLongestName + 1>;
  Row two_back{};
  Row one_back{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) one_back[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = one_back[j - 1] + (lower(a[i - 1]) == lower(b[j - 1]) ? 0U : 1U);
      row[j] = std::min({one_back[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], two_back[j - 2] + 1);
    }
    const auto row_end = row.begin() + static_cast<std::ptrdiff_t>(b.size()) + 1;
    if (*std::min_element(row.begin(), row_end) > enough) return enough + 1;
    two_back = one_back;
    one_back = row;
  }
  return one_back[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view word, std::span<const std::string_view> known) {
  if (word.empty() || word.size() > kLongestName) return {};
  std::string_view best;
  std::size_t fewest = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view name : known) {
    const std::size_t longer = std::max(word.size(), name.size());
    const std::size_t shorter = std::min(word.size(), name.size());
    // As many edits as the lengths differ by are needed in any case.
    if (shorter == 0 || longer > kLongestName || longer - shorter >= fewest) continue;
    const std::size_t edits = edits_between(word, name, fewest);
    if (edits < fewest) {
      fewest = edits;
      best = name;
    }
  }
  return best;
}

std::string suggest_name(std::string_view word, std::span<const std::string_view> known) {
  const std::string_view near = nearest_name(word, known);
  if (!near.empty()) return "did you mean `" + std::string(near) + "`?";
  std::string mend = "known are: ";
  std::size_t listed = 0;
  for (const std::string_view name : known) {
    if (listed == kNamesListed) {
      mend += ", ...";
      break;
    }
    if (listed++ > 0) mend += ", ";
    mend += name;
  }
  return listed == 0 ? std::string{} : mend;
}

}  // namespace weighbridge
