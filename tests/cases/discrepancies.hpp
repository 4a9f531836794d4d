// Discrepancies as the judge would hand them over, for the tests of what follows from them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cases/case.hpp"

namespace weighbridge::cases::testing {

inline Money amount(std::string_view text) {
  return Money(Decimal::parse(text).value());
}
inline Currency currency(std::string_view code) {
  return Currency::parse(code).value();
}
inline Instant at(std::string_view text) {
  return parse_instant(text).value();
}

struct Code {
  std::string_view rule, code, owner;
  matching::ImpactClass impact_class;
};

inline constexpr Code kQ01{"Q01", "QTY_SHORT_RECEIVED", "warehouse", matching::ImpactClass::stock};
inline constexpr Code kQ05{"Q05", "PO_UNDER_DELIVERED", "procurement", matching::ImpactClass::none};
inline constexpr Code kQ06{"Q06", "BILLED_NOT_RECEIVED", "warehouse", matching::ImpactClass::cash};
inline constexpr Code kP01{"P01", "PRICE_OVER", "procurement", matching::ImpactClass::cash};
inline constexpr Code kP02{"P02", "PRICE_UNDER", "procurement", matching::ImpactClass::cash};
inline constexpr Code kP04{"P04", "LINE_EXTENSION_ERROR", "clerk", matching::ImpactClass::cash};
inline constexpr Code kD01{"D01", "DUPLICATE_EXACT", "clerk", matching::ImpactClass::cash};
inline constexpr Code kD03{"D03", "DUPLICATE_SHIPMENT", "operator", matching::ImpactClass::none};
inline constexpr Code kR01{"R01", "PO_NOT_FOUND", "clerk", matching::ImpactClass::cash};
inline constexpr Code kE01{"E01", "ACCRUAL_MISSING", "operator", matching::ImpactClass::accrual};
inline constexpr Code kV01{"V01", "CREDIT_OVERDUE", "clerk", matching::ImpactClass::claim};
inline constexpr Code kV03{"V03", "CREDIT_UNEXPECTED", "clerk", matching::ImpactClass::claim};
inline constexpr Code kX01{"X01", "TRANSFER_DIFFERENCE", "warehouse", matching::ImpactClass::stock};
inline constexpr Code kK01{"K01", "COUNT_VARIANCE", "warehouse", matching::ImpactClass::stock};

/// A discrepancy without an anchor, in dollars.
inline matching::Discrepancy of(const Code& code, std::string_view impact) {
  matching::Discrepancy d;
  d.rule = code.rule;
  d.code = code.code;
  d.owner = code.owner;
  d.impact_class = code.impact_class;
  d.impact = amount(impact);
  d.currency = currency("USD");
  d.reason = "does not agree";
  return d;
}

inline matching::Discrepancy on_line(const Code& code, std::string_view impact,
                                     std::string_view po_line = "10",
                                     std::string_view document = "DOC-1") {
  matching::Discrepancy d = of(code, impact);
  d.anchor.supplier = SupplierId("ACME");
  d.anchor.po = PoNumber("PO-1");
  d.anchor.po_line = po_line;
  d.document = document;
  d.document_line = "1";
  return d;
}

inline matching::Discrepancy on_invoice(const Code& code, std::string_view impact,
                                        std::string_view invoice) {
  matching::Discrepancy d = of(code, impact);
  d.anchor.supplier = SupplierId("ACME");
  d.anchor.invoice = invoice;
  d.document = invoice;
  d.documents.invoice.emplace_back(invoice);
  return d;
}

inline matching::Judgement judged(std::vector<matching::Discrepancy> discrepancies) {
  matching::Judgement judgement;
  judgement.discrepancies = std::move(discrepancies);
  return judgement;
}

/// The cases as a store would hold them after the changes.
inline std::vector<Case> applied(std::vector<Case> known, const CaseChanges& changes) {
  for (const Case& changed : changes.changed) {
    auto found = std::find_if(known.begin(), known.end(),
                              [&](const Case& value) { return value.id == changed.id; });
    if (found == known.end())
      known.push_back(changed);
    else
      *found = changed;
  }
  return known;
}

inline std::vector<std::string> actions(const CaseChanges& changes) {
  std::vector<std::string> words;
  for (const CaseEvent& event : changes.events) words.push_back(event.action);
  return words;
}

}  // namespace weighbridge::cases::testing
