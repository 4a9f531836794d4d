#include "matching/lines/price_date.hpp"

#include <algorithm>

namespace weighbridge::matching {

namespace {

template <class Row>
const Row* newest(std::span<Row> rows) {
  const auto found = std::max_element(rows.begin(), rows.end(),
                                      [](const Row& a, const Row& b) { return a.at.at < b.at.at; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const OrderTerms& terms_priced(const OrderLine& order, const Moment& date) {
  const Instant end = date.at + std::chrono::days{1} - std::chrono::seconds{1};
  return order.terms_at(date.date_only ? end : date.at);
}

const OrderTerms& terms_of(const LineEvidence& line, const ShippedLine& shipment, PriceDate first) {
  return first == PriceDate::shipped ? terms_priced(*line.order, shipment.at) : *line.goods_terms;
}

void price_goods(LineEvidence& line, PriceDate first) {
  if (line.order->versions.size() == 1 || first == PriceDate::invoiced) return;
  const ShippedLine* shipment = first == PriceDate::shipped ? newest(line.shipments) : nullptr;
  const ReceivedLine* receipt = newest(line.receipts);
  if (shipment != nullptr) {
    line.goods_terms = &terms_priced(*line.order, shipment->at);
  } else if (receipt != nullptr) {
    line.goods_terms = &terms_priced(*line.order, receipt->at);
  }
}

}  // namespace weighbridge::matching
