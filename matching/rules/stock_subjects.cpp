#include "matching/rules/stock_subjects.hpp"

namespace weighbridge::matching {

namespace {

void add_ids(std::vector<std::string>& ids, const std::vector<StockEvent>& events) {
  for (const StockEvent& event : events) ids.push_back(event->id);
}

Discrepancy subject_of(const StockItem& stock, Currency currency) {
  Discrepancy d;
  d.sku = stock.sku;
  d.uom = stock.uom;
  d.currency = currency;
  return d;
}

}  // namespace

Discrepancy subject_of(const TransferLine& line, Currency currency) {
  Discrepancy d = subject_of(line.stock, currency);
  d.anchor.order = line.order;
  d.anchor.line = line.line;
  d.document = line.order;
  d.document_line = line.line;
  d.documents.order = {line.order};
  add_ids(d.documents.event, line.ships);
  add_ids(d.documents.event, line.cancels);
  add_ids(d.documents.event, line.receives);
  return d;
}

Discrepancy subject_of(const CountLine& line, Currency currency) {
  Discrepancy d = subject_of(line.stock, currency);
  d.anchor.event = line.id;
  d.anchor.document = to_string_view(EventKind::count);
  d.document = line.id;
  for (const Counting& counting : line.countings) d.documents.event.push_back(counting.event->id);
  return d;
}

Discrepancy subject_of(const Adjustment& adjustment, Currency currency) {
  Discrepancy d = subject_of(adjustment.stock, currency);
  d.anchor.event = adjustment.event->id;
  d.anchor.document = to_string_view(EventKind::adjustment);
  d.document = adjustment.event->id;
  d.documents.event = {adjustment.event->id};
  if (adjustment.compensates != nullptr) {
    d.documents.event.push_back(adjustment.compensates->id);
  }
  return d;
}

}  // namespace weighbridge::matching
