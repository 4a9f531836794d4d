#include "matching/attach/shipment_rung.hpp"

#include <algorithm>

#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// What a line quotes of shipments and receipts, as keys of one index.
std::vector<std::string> evidence_keys(const Receipt& r, const ReceiptLine& line) {
  std::vector<std::string> keys;
  const auto add = [&](std::string_view kind, const std::string& value) {
    if (!value.empty()) keys.push_back(sentence(kind, r.supplier.str(), "\x1f", value));
  };
  for (const std::string& sscc : line.sscc) add("sscc:", sscc);
  add("asn:", line.references.ship_notice);
  add("asn:", r.references.ship_notice);
  add("bol:", line.references.bill_of_lading);
  add("bol:", r.references.bill_of_lading);
  add("rcv:", line.references.receipt);
  return keys;
}

std::vector<std::string> own_keys(const AttachedLine& attached, Stage stage) {
  std::vector<std::string> keys = evidence_keys(attached.receipt(), *attached.line);
  const std::string_view kind = stage == Stage::shipped ? "asn:" : "rcv:";
  keys.push_back(sentence(kind, attached.receipt().supplier.str(), "\x1f", attached.document()));
  return keys;
}

}  // namespace

void ShipmentRung::remember(Stage stage, std::span<const AttachedLine> attached) {
  for (const AttachedLine& line : attached) {
    for (std::string& key : own_keys(line, stage)) {
      auto& lines = by_evidence_[std::move(key)];
      if (std::find(lines.begin(), lines.end(), line.order_line) == lines.end()) {
        lines.push_back(line.order_line);
      }
    }
  }
}

std::optional<Rung> ShipmentRung::find(const Quote& quote) const {
  std::vector<OrderLineId> found;
  for (const std::string& key : evidence_keys(quote.receipt(), *quote.line)) {
    const auto it = by_evidence_.find(key);
    if (it == by_evidence_.end()) continue;
    for (const OrderLineId id : it->second) {
      const bool fits = quote.item ? quote.item == orders_[id].item : quote.line->item.empty();
      if (fits && std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
    }
  }
  if (found.size() != 1) return std::nullopt;
  return Rung{std::move(found), kK5, "K5"};
}

}  // namespace weighbridge::matching
