#include "mappings/maps/party.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::maps {

namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 7> kRoles{"supplier", "seller", "vendor", "ship_from",
                                                 "ship_to",  "biller", "payee"};
constexpr std::array<std::string_view, 5> kSchemes{"other", "gln", "duns", "duns4", "tax_id"};

template <class Enum, std::size_t N>
std::optional<Enum> find_word(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

}  // namespace

std::optional<PartyRole> party_role_from(std::string_view word) {
  return find_word<PartyRole>(kRoles, word);
}
std::optional<IdScheme> id_scheme_from(std::string_view word) {
  return find_word<IdScheme>(kSchemes, word);
}
std::span<const std::string_view> party_role_words() {
  return kRoles;
}
std::span<const std::string_view> id_scheme_words() {
  return kSchemes;
}

}  // namespace weighbridge::maps
