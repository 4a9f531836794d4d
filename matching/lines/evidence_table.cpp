#include "matching/lines/evidence_table.hpp"

namespace weighbridge::matching {

namespace {

template <class Row>
std::vector<Row> rows_of(const std::vector<AttachedLine>& attached) {
  std::vector<Row> rows(attached.size());
  for (std::size_t i = 0; i < attached.size(); ++i) {
    static_cast<AttachedLine&>(rows[i]) = attached[i];
  }
  return rows;
}

/// The run of `rows` that belongs to `id`, from `position` on; rows are sorted by order line.
template <class Row>
std::span<Row> take_run(std::vector<Row>& rows, std::size_t& position, OrderLineId id) {
  const std::size_t first = position;
  while (position < rows.size() && rows[position].order_line == id) ++position;
  return std::span(rows).subspan(first, position - first);
}

}  // namespace

std::vector<ShippedLine> shipped_lines(const std::vector<AttachedLine>& attached) {
  return rows_of<ShippedLine>(attached);
}

std::vector<ReceivedLine> received_lines(const std::vector<AttachedLine>& attached) {
  std::vector<ReceivedLine> rows = rows_of<ReceivedLine>(attached);
  for (ReceivedLine& row : rows) {
    if (row.identity_doubtful && row.line->condition.value_or(Condition::good) == Condition::good) {
      row.on_hold = row.quantity;  // until somebody approves the substitution (M-11.6)
      continue;
    }
    switch (row.line->condition.value_or(Condition::good)) {
      case Condition::good:
        row.good = row.quantity;
        break;
      case Condition::damaged:
      case Condition::rejected:
        row.rejected = row.quantity;
        break;
      case Condition::quarantined:
        row.on_hold = row.quantity;
        break;
      case Condition::short_:
        row.missing = row.quantity;
        break;
    }
  }
  return rows;
}

std::vector<PostedLine> posted_lines(const std::vector<AttachedLine>& attached,
                                     const OrderBook& orders) {
  std::vector<PostedLine> rows = rows_of<PostedLine>(attached);
  for (PostedLine& row : rows) {
    const Currency ordered = orders[row.order_line].versions.back().currency;
    row.currency = row.receipt().currency.empty() ? ordered : row.receipt().currency;
    if (row.line->amount) {
      const bool flips = row.quantity.is_negative() && !row.line->amount->is_negative();
      row.value = flips ? -*row.line->amount : *row.line->amount;
    } else if (row.line->unit_price) {
      Rational price(row.line->unit_price->value);
      if (row.line->price_basis && !row.line->price_basis->is_zero()) {
        price = price / Rational(row.line->price_basis->value);
      }
      row.value = money(Rational(row.line->quantity.value) * price, row.currency);
    }
  }
  return rows;
}

std::vector<const Receipt*> documents_on(const LineEvidence& line) {
  std::vector<const Receipt*> documents;
  const auto add = [&](const auto& rows) {
    for (const auto& row : rows) documents.push_back(&row.receipt());
  };
  add(line.shipments);
  add(line.receipts);
  add(line.postings);
  add(line.invoices);
  add(line.credits);
  if (!documents.empty()) return documents;
  for (const OrderTerms& terms : line.order->versions) documents.push_back(terms.document);
  return documents;
}

std::vector<LineEvidence> side_by_side(const OrderBook& orders, const ItemCatalogue& items,
                                       Instant as_of, EvidenceTable& table) {
  std::vector<LineEvidence> lines(orders.lines().size());
  std::size_t shipment = 0, receipt = 0, posting = 0, invoice = 0, credit = 0, returned = 0,
              consumed = 0;
  for (OrderLineId id = 0; id < lines.size(); ++id) {
    LineEvidence& line = lines[id];
    line.id = id;
    line.order = &orders[id];
    line.terms = &line.order->terms_at(as_of);
    line.goods_terms = line.terms;
    if (line.order->item) {
      const auto& cost = items[*line.order->item].unit_cost;
      if (cost) line.unit_cost = Rational(cost->value);
    }
    line.shipments = take_run(table.shipments, shipment, id);
    line.receipts = take_run(table.receipts, receipt, id);
    line.postings = take_run(table.postings, posting, id);
    line.invoices = take_run(table.invoices, invoice, id);
    line.credits = take_run(table.credits, credit, id);
    line.returns = take_run(table.returns, returned, id);
    line.consumption = take_run(table.consumption, consumed, id);
  }
  return lines;
}

}  // namespace weighbridge::matching
