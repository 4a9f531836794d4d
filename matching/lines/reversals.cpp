#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "matching/identity/normalise.hpp"
#include "matching/lines/evidence_table.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// Rows by the document they come from.
template <class Row>
class RowsByDocument {
 public:
  explicit RowsByDocument(std::vector<Row>& rows) {
    for (Row& row : rows) rows_[key(row.receipt().supplier, row.document())].push_back(&row);
  }

  /// The rows that a reversal line means: the line it names, else the document's rows of its item
  /// and order line.
  std::vector<Row*> find(const Receipt& reversal, const ReceiptLine& line, const OrderBook& orders,
                         const Conversion& conversion) const {
    const ReversedLine named = line.references.reverses.value_or(ReversedLine{});
    std::string_view document = named.document;
    if (document.empty()) document = reversal.references.reverses;
    if (document.empty()) document = line.references.receipt;
    std::vector<Row*> found;
    const auto it = rows_.find(key(reversal.supplier, document));
    if (it == rows_.end()) return found;
    const auto item = conversion.items().find(line.item, reversal.supplier);
    for (Row* row : it->second) {
      const OrderLine& order = orders[row->order_line];
      const bool by_line = line_number(named.line) == line_number(row->line->line);
      const bool by_item =
          (line.item.empty() || item == order.item) &&
          (line.po_line.empty() || line_number(line.po_line) == line_number(order.line));
      if (named.line.empty() ? by_item : by_line) found.push_back(row);
    }
    return found;
  }

 private:
  static std::string key(const SupplierId& supplier, std::string_view document) {
    return sentence(supplier.str(), "\x1f", document);
  }
  std::unordered_map<std::string, std::vector<Row*>> rows_;
};

Rational open_quantity(const ReceivedLine& row) {
  return row.total() + row.missing;
}
Rational open_quantity(const AttachedLine& row) {
  return row.quantity;
}

void take_off(ReceivedLine& row, const Rational& quantity, const ReceiptLine&) {
  Rational rest = quantity;
  for (Rational* part : {&row.good, &row.on_hold, &row.rejected, &row.missing}) {
    const Rational share = min(rest, *part);
    *part -= share;
    rest -= share;
  }
  row.reversed += quantity;
}
void take_off(ShippedLine& row, const Rational& quantity, const ReceiptLine&) {
  row.quantity -= quantity;
}
void take_off(PostedLine& row, const Rational& quantity, const ReceiptLine& reversal) {
  if (row.value) {
    if (reversal.amount) {
      const Money amount = *reversal.amount;
      *row.value -= amount.is_negative() ? -amount : amount;
    } else if (!row.quantity.is_zero()) {
      const Rational share = Rational(row.value->value) * quantity / row.quantity;
      *row.value -= money(share, row.currency);
    }
  }
  row.quantity -= quantity;
}

class ReversalDesk {
 public:
  ReversalDesk(const OrderBook& orders, const Conversion& conversion, Judgement& out)
      : orders_(orders), conversion_(conversion), out_(out) {}

  template <class Row>
  void apply(const LiveDocument& reversal, const RowsByDocument<Row>& rows) {
    const Receipt& r = reversal.receipt();
    for (const ReceiptLine& line : r.lines) {
      const std::vector<Row*> targets = rows.find(r, line, orders_, conversion_);
      if (targets.empty()) {
        refuse(reversal, line, "REVERSES_UNKNOWN", "reverses a line that is not known",
               "send the document that it reverses first");
        continue;
      }
      take(reversal, line, targets);
    }
  }

 private:
  template <class Row>
  void take(const LiveDocument& reversal, const ReceiptLine& line,
            const std::vector<Row*>& targets) {
    const Receipt& r = reversal.receipt();
    const OrderLine& order = orders_[targets.front()->order_line];
    const std::string& uom = line.uom.empty() ? targets.front()->line->uom : line.uom;
    const Date day = std::chrono::floor<std::chrono::days>(event_time(r).at);
    const BaseQuantity base = conversion_.to_base(order, line.quantity, uom,
                                                  {r.supplier, day, targets.front()->substitution});
    Rational open;
    for (const Row* row : targets) open += open_quantity(*row);
    if (!base.quantity) {
      return refuse(reversal, line, "UOM_UNMAPPED", base.problem, "add the factor and replay");
    }
    Rational rest = abs(*base.quantity);
    if (rest > open) {
      return refuse(reversal, line, "OVER_REVERSAL",
                    sentence("reverses ", with_unit(rest, order.uom), ", but only ",
                             with_unit(open, order.uom), " are left on that line"),
                    "reverse at most what was received");
    }
    for (auto row = targets.rbegin(); row != targets.rend() && !rest.is_zero(); ++row) {
      const Rational share = min(rest, open_quantity(**row));
      take_off(**row, share, line);
      rest -= share;
    }
  }

  void refuse(const LiveDocument& reversal, const ReceiptLine& line, std::string_view code,
              std::string_view message, std::string_view mend) {
    out_.refusals.push_back({sentence(reversal.receipt().document.number, "/", line.line),
                             reversal.accepted->source, "SEQUENCE", std::string(code),
                             std::string(message), std::string(mend), reversal.receipt().supplier,
                             reversal.receipt().document.number});
  }

  const OrderBook& orders_;
  const Conversion& conversion_;
  Judgement& out_;
};

}  // namespace

void apply_reversals(std::span<const LiveDocument> reversals, const OrderBook& orders,
                     const Conversion& conversion, EvidenceTable& table, Judgement& out) {
  if (reversals.empty()) return;
  std::vector<const LiveDocument*> in_order;
  for (const LiveDocument& reversal : reversals) in_order.push_back(&reversal);
  std::sort(in_order.begin(), in_order.end(), [](const LiveDocument* a, const LiveDocument* b) {
    const auto key = [](const LiveDocument* d) {
      return std::tuple(event_time(d->receipt()).at, std::string_view(d->receipt().document.number),
                        std::string_view(d->receipt().supplier.str()));
    };
    return key(a) < key(b);
  });
  const RowsByDocument<ShippedLine> shipments(table.shipments);
  const RowsByDocument<ReceivedLine> receipts(table.receipts);
  const RowsByDocument<PostedLine> postings(table.postings);
  ReversalDesk desk(orders, conversion, out);
  for (const LiveDocument* reversal : in_order) {
    switch (reversal->receipt().stage) {
      case Stage::shipped:
        desk.apply(*reversal, shipments);
        break;
      case Stage::received:
        desk.apply(*reversal, receipts);
        break;
      case Stage::accrued:
        desk.apply(*reversal, postings);
        break;
      case Stage::ordered:
      case Stage::invoiced:
        break;
    }
  }
}

}  // namespace weighbridge::matching
