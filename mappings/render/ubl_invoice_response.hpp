// The Invoice Response of Peppol (UBL ApplicationResponse): what becomes of a supplier's invoice,
// and why (spec section 18).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/time.hpp"

namespace weighbridge {

/// UNCL 4343, as far as an Invoice Response may say it.
enum class InvoiceStatus : std::uint8_t {
  received,       ///< AB
  in_process,     ///< IP
  under_query,    ///< UQ: a case is open
  conditionally,  ///< CA: accepted on condition
  rejected,       ///< RE
  accepted,       ///< AP
  paid            ///< PD
};

std::string_view to_string_view(InvoiceStatus status);  ///< "AB", "IP" ...

/// Why, and what the supplier shall do, in the codes of Peppol's lists OPStatusReason and
/// OPStatusAction.
struct StatusReason {
  std::string reason, action;
  std::string text;         ///< one sentence for people; may be empty
  std::string case_number;  ///< ours, so that the answer can be tied to the case; may be empty
};

/// The reason and action for a discrepancy by its rule, such as "Q01" (QTY, CNP); OTH and NOA for
/// those that have none of their own.
StatusReason reason_of_rule(std::string_view rule);

/// An electronic address: the code of its scheme, and the address.
struct Endpoint {
  std::string scheme, id, name;
};

struct InvoiceResponse {
  std::string id;               ///< of the response itself
  std::optional<Instant> time;  ///< of its making, handed in
  Endpoint sender, receiver;    ///< the buyer who answers, and the supplier
  InvoiceStatus status = InvoiceStatus::received;
  std::vector<StatusReason> reasons;
  std::string invoice, type_code;  ///< what is answered: its number, and 380, 381 ...
  std::optional<Date> invoice_date;
};

/// The response as XML. A query, a condition and a rejection always carry a reason: where
/// `reasons` has none, it is OTH, to be asked about.
std::string render(const InvoiceResponse& response);

}  // namespace weighbridge
