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

namespace {

/// Each receipt by the shipments that it came with, where their dates are the prices', else by its
/// own date.
std::vector<PricedReceipt> priced_receipts(const LineEvidence& line, PriceDate first) {
  std::vector<PricedReceipt> goods;
  if (first == PriceDate::shipped) {
    for (const ShippedLine& shipment : line.shipments) {
      const OrderTerms& terms = terms_priced(*line.order, shipment.at);
      for (const Arrival& arrival : shipment.arrivals) {
        goods.push_back({arrival.receipt, arrival.quantity, &terms});
      }
    }
  }
  if (goods.empty()) {
    for (const ReceivedLine& receipt : line.receipts) {
      goods.push_back({&receipt, receipt.total(), &terms_priced(*line.order, receipt.at)});
    }
  }
  std::stable_sort(goods.begin(), goods.end(), [](const PricedReceipt& a, const PricedReceipt& b) {
    return a.receipt < b.receipt;  // they stand in a row, the oldest first
  });
  return goods;
}

}  // namespace

void price_goods(LineEvidence& line, PriceDate first) {
  if (line.order->versions.size() == 1 || first == PriceDate::invoiced) return;
  const ShippedLine* shipment = first == PriceDate::shipped ? newest(line.shipments) : nullptr;
  const ReceivedLine* receipt = newest(line.receipts);
  if (shipment != nullptr) {
    line.goods_terms = &terms_priced(*line.order, shipment->at);
  } else if (receipt != nullptr) {
    line.goods_terms = &terms_priced(*line.order, receipt->at);
  }
  line.goods = priced_receipts(line, first);
}

}  // namespace weighbridge::matching
