// What happened, in the words of the ledger: one function for each kind of state change.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cases/canonical_json.hpp"
#include "cases/case.hpp"
#include "cases/ledger.hpp"
#include "matching/evidence.hpp"

namespace weighbridge::cases {

/// Who acts, as what, when, and in which run or request.
struct Act {
  Instant at{};
  std::string actor;        ///< "weighbridge reconcile", a user's name
  std::string role;         ///< contract role; "integration" for programs (M-0.4)
  std::string correlation;  ///< the same for every entry of one run
};

// Each returns an entry without place in the chain: Writer::append gives it one.

/// Anything: `action` is "noun.participle", `after` what became of the object.
LedgerEntry happened(const Act& act, std::string_view action, std::string object,
                     const CanonicalObject& after, std::string_view reason = {});
LedgerEntry message_accepted(const Act& act, std::string_view message_id, std::string_view source,
                             std::uint64_t bytes);
/// `sequence` is what Writer::add_receipt returned.
LedgerEntry document_recorded(const Act& act, const matching::AcceptedReceipt& receipt,
                              std::uint64_t sequence);
/// A document that was read and refused: by its reader's findings or by M-3.3.
LedgerEntry document_refused(const Act& act, std::string_view document, std::string_view source,
                             std::string_view error_class, std::string_view reason);
LedgerEntry event_recorded(const Act& act, const matching::AcceptedEvent& event);
/// Reference data of `rows` rows was added or replaced.
LedgerEntry reference_put(const Act& act, std::string_view source, std::size_t rows);
/// Where a supplier is paid was set or changed (S5 asks for it). What its bank is, stays out.
constexpr std::string_view kPayeeChanged = "supplier.payee_changed";
std::string supplier_object(std::string_view supplier);  ///< of its entries: "supplier/ACME"
LedgerEntry payee_changed(const Act& act, std::string_view supplier, std::string_view source);
/// Who wrote a version of the policy and who let it take effect (S6 asks for it).
constexpr std::string_view kPolicyObject = "policy", kPolicyWritten = "policy.written",
                           kPolicyApproved = "policy.approved";
/// One entry for each event, in order.
std::vector<LedgerEntry> case_entries(const Act& act, const std::vector<CaseEvent>& events);

}  // namespace weighbridge::cases
