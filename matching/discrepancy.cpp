#include "matching/discrepancy.hpp"

#include <array>

namespace weighbridge::matching {

std::string_view to_string_view(Severity severity) {
  constexpr std::array<std::string_view, 4> kNames{"low", "medium", "high", "critical"};
  return kNames.at(static_cast<std::size_t>(severity));
}

std::string_view to_string_view(ImpactClass impact_class) {
  constexpr std::array<std::string_view, 5> kNames{"cash", "stock", "accrual", "claim", "none"};
  return kNames.at(static_cast<std::size_t>(impact_class));
}

std::string_view to_string_view(LineEffect effect) {
  return effect == LineEffect::blocked ? "blocked" : "impact";
}

std::string_view to_string_view(LineState state) {
  constexpr std::array<std::string_view, 9> kNames{
      "EXCEPTION",        "CLOSED",        "MATCHED",    "AWAITING_ERP", "AWAITING_INVOICE",
      "AWAITING_RECEIPT", "PART_RECEIVED", "IN_TRANSIT", "OPEN"};
  return kNames.at(static_cast<std::size_t>(state));
}

std::string_view to_string_view(Posting posting) {
  constexpr std::array<std::string_view, 3> kNames{"none", "released", "held"};
  return kNames.at(static_cast<std::size_t>(posting));
}

std::string Discrepancy::key() const {
  // The unit separator can not be part of any identifier that our readers let through.
  constexpr char kBetween = '\x1f';
  std::string key(rule);
  for (const std::string* part :
       {&anchor.supplier.str(), &anchor.po.str(), &anchor.po_line, &anchor.invoice, &anchor.order,
        &anchor.line, &anchor.event, &document, &document_line}) {
    key += kBetween;
    key += *part;
  }
  // Two items may have been moved under one line of a transfer order, one of them by mistake.
  if (!anchor.order.empty()) key += sku;
  return key;
}

}  // namespace weighbridge::matching
