// What can be decided about a case: section 18 as a table, and section 13's column of what is
// offered for which rule.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_state.hpp"
#include "cases/duties/person.hpp"

namespace weighbridge::cases {

/// What must lie with a proposal.
enum class Proof : std::uint8_t {
  reason,
  discrepancy_result,  ///< always there: what opened the case
  buyer_consent,
  count_or_scan,
  return_number,  ///< the supplier's RMA
  inspection,     ///< or a photo
  delivery_exception,
  error_list,
  candidate,  ///< what it is linked to was shown
  change_number,
  pair,  ///< both documents of a suspected duplicate were shown
  until_date
};
using Proofs = SetOf<Proof>;
/// "a reason", "the supplier's return number" ...
std::string_view to_string_view(Proof proof);

/// What carrying it out does in the world; each goes through the outbox under its own id.
enum class Effect : std::uint8_t {
  notice,        ///< to the supplier, in its own syntax
  debit,         ///< 812 or its like
  remittance,    ///< the reason with the payment (820)
  posting,       ///< to the ERP
  task,          ///< for somebody in the house
  order_change,  ///< 860, ORDCHG or the ERP's own
  supplier_return,
  claim,            ///< on a carrier
  document_closed,  ///< refused or void: no effect on any bucket
  link,
  replay,  ///< of the raw message, after a change of data
  wait
};
using Effects = SetOf<Effect>;

struct Resolution {
  std::string_view id;     ///< "ACC"
  std::string_view title;  ///< "accept variance", as a person reads it
  Effects effects;
  Proofs needs;
  bool moves_money_or_stock = true;  ///< S7, and whether approval limits apply
};

std::span<const Resolution> resolutions();
const Resolution* find_resolution(std::string_view id);

/// The ids that section 13 offers for a rule such as "Q06", in its order; none for an unknown rule.
std::span<const std::string_view> resolutions_for(std::string_view rule);

/// Those that can settle all of `rules` at once, in the order of the first rule.
std::vector<std::string_view> resolutions_for_all(std::span<const std::string_view> rules);

/// What of the resolution's needs is not in `given`.
std::vector<Proof> missing_proofs(const Resolution& resolution, Proofs given);

}  // namespace weighbridge::cases
