// The words by which maps name parties and the schemes of their identifiers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace weighbridge::maps {

/// What a party is to the goods and their money. The first four name the seller's side, best first
/// (contract, section 2: N1 SU SE VN SF). A biller may be another than the seller, and a payee
/// another than both (M-4.4).
enum class PartyRole : std::uint8_t { supplier, seller, vendor, ship_from, ship_to, biller, payee };

/// Who gave out an identifier, as far as it helps to find the party in our reference data.
enum class IdScheme : std::uint8_t { other, gln, duns, duns4, tax_id };

std::optional<PartyRole> party_role_from(std::string_view word);
std::optional<IdScheme> id_scheme_from(std::string_view word);
std::span<const std::string_view> party_role_words();
std::span<const std::string_view> id_scheme_words();

}  // namespace weighbridge::maps
