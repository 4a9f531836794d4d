// Which credit is it: quantity, price, charge, or nothing that was expected (section 11).
#pragma once

#include <string>
#include <unordered_set>

#include "matching/identity/supplier_groups.hpp"
#include "matching/lines/line_evidence.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// What a credit may name: invoices that have arrived, and cases that are open. Borrows.
class CreditNames {
 public:
  /// Looks through all of `evidence` when one of `invoices` is a credit.
  CreditNames(const Evidence& evidence, std::span<const LiveDocument> invoices,
              const SupplierGroups& groups);

  bool invoice_arrived(const Receipt& credit, std::string_view invoice) const;
  /// The open case of this number; null when there is none.
  const OpenCase* open_case(std::string_view number) const;

 private:
  std::string key(const SupplierId& supplier, std::string_view invoice) const;

  const SupplierGroups& groups_;
  std::span<const OpenCase> cases_;
  std::unordered_set<std::string> invoices_;
};

/// Opens an expected credit for what was returned and is billed (M-11.3). `line` must have been
/// allocated without its credits.
void open_returns(LineEvidence& line);

/// Classifies the credit lines of `line`, which must have been allocated without them, and
/// allocates again with them (M-11.1, M-11.2).
void apply_credits(LineEvidence& line, const CreditNames& names, const Setting& setting);

/// Whether `credit` closes what is expected (leg CREDIT); the difference may have either sign.
Verdict credit_verdict(const LineEvidence& line, const ReturnedLine& returned, Money difference,
                       const Setting& setting);

}  // namespace weighbridge::matching
