#include "mappings/reader/receipt_rules.hpp"

#include <algorithm>

namespace weighbridge {
namespace {

bool suits(Stage stage, DocumentKind kind) {
  return kind == usual_kind(stage) ||
         (stage == Stage::invoiced && kind == DocumentKind::credit_note);
}

class Check {
 public:
  explicit Check(const Receipt& receipt) : receipt_(receipt) {}

  std::vector<RuleFlaw> run() {
    check_head();
    for (line_ = 0; *line_ < receipt_.lines.size(); ++*line_) check_line(receipt_.lines[*line_]);
    return std::move(flaws_);
  }

 private:
  void check_head() {
    const DocumentId& document = receipt_.document;
    if (!suits(receipt_.stage, document.kind)) {
      add("document.kind",
          std::string(to_string_view(document.kind)) + " is no document of the stage " +
              std::string(to_string_view(receipt_.stage)),
          "its kind is " + std::string(to_string_view(usual_kind(receipt_.stage))));
    }
    if (receipt_.supplier.empty()) {
      add("supplier", "the document names no supplier", "add `supplier`");
    }
    if (receipt_.exchange_rate && receipt_.exchange_rate->value <= Decimal{}) {
      add("exchange_rate", "an exchange rate must be above zero",
          "give the functional currency per unit of the document's currency");
    }
    const bool may_be_empty =
        receipt_.stage == Stage::invoiced || document.purpose == Purpose::cancel;
    if (receipt_.lines.empty() && !may_be_empty) {
      add("lines", "the document has no lines", "send at least one, or the purpose `cancel`");
    }
  }

  void check_line(const ReceiptLine& line) {
    const bool has_order = !line.po.empty();
    if (line.item.empty() && !(has_order && !line.po_line.empty()) && !is_reversal(line) &&
        receipt_.stage != Stage::invoiced) {
      add("item", "the line names neither an item nor a line of an order",
          "give sku, gtin, upc or the vendor's item number");
    }
    if (receipt_.stage != Stage::invoiced && line.quantity.is_negative()) {
      add("quantity",
          "a quantity " + std::string(to_string_view(receipt_.stage)) + " cannot be negative",
          "send a document with the purpose `reversal` that names the line it reverses");
    }
    if (line.uom.empty() && !line.quantity.is_zero()) {
      add("uom", "the quantity has no unit", "add `uom`, such as EA");
    }
    if (line.per_base && line.per_base->value <= Decimal{}) {
      add("per_base", "a pack must hold more than nothing", "say how many base units one unit is");
    }
    if (line.price_basis && line.price_basis->value <= Decimal{}) {
      add("price_basis", "a price basis must be above zero", "leave it out when it is 1");
    }
  }

  bool is_reversal(const ReceiptLine& line) const {
    return receipt_.document.purpose == Purpose::reversal && line.references.reverses.has_value();
  }

  void add(std::string member, std::string message, std::string mend) {
    flaws_.push_back({line_, std::move(member), std::move(message), std::move(mend)});
  }

  const Receipt& receipt_;
  std::optional<std::size_t> line_;
  std::vector<RuleFlaw> flaws_;
};

/// The members without which an event of a kind says nothing.
struct EventNeeds {
  EventKind kind;
  bool quantity, sku, site, order;
};

constexpr EventNeeds kEventNeeds[] = {
    {EventKind::transfer_ship, true, true, true, true},
    {EventKind::transfer_receive, true, true, true, true},
    {EventKind::transfer_cancel, true, false, false, true},
    {EventKind::count, true, true, true, false},
    {EventKind::movement, true, true, true, false},
    {EventKind::adjustment, true, true, true, false},
    {EventKind::return_ship, true, true, false, false},
    {EventKind::consume, true, true, false, false},
    {EventKind::inspection, true, false, false, false},
    {EventKind::response, false, false, false, false},
};

}  // namespace

DocumentKind usual_kind(Stage stage) {
  switch (stage) {
    case Stage::ordered:
      return DocumentKind::purchase_order;
    case Stage::shipped:
      return DocumentKind::ship_notice;
    case Stage::received:
      return DocumentKind::warehouse_receipt;
    case Stage::accrued:
      return DocumentKind::accrual;
    case Stage::invoiced:
      return DocumentKind::invoice;
  }
  return DocumentKind::purchase_order;
}

void complete_receipt(Receipt& receipt) {
  const std::string& order = receipt.references.po.empty() && receipt.stage == Stage::ordered
                                 ? receipt.document.number
                                 : receipt.references.po;
  std::size_t position = 0;
  for (ReceiptLine& line : receipt.lines) {
    ++position;
    if (line.line.empty()) line.line = std::to_string(position);
    if (line.po.empty()) line.po = PoNumber(order);
  }
}

std::vector<RuleFlaw> check_receipt(const Receipt& receipt) {
  return Check(receipt).run();
}

std::vector<RuleFlaw> check_event(const InventoryEvent& event) {
  std::vector<RuleFlaw> flaws;
  const auto require = [&](bool needed, bool there, std::string_view member) {
    if (!needed || there) return;
    flaws.push_back({std::nullopt, std::string(member),
                     "an event of the kind " + std::string(to_string_view(event.kind)) +
                         " must have `" + std::string(member) + "`",
                     "add it"});
  };
  const EventNeeds& needs =
      *std::find_if(std::begin(kEventNeeds), std::end(kEventNeeds),
                    [&event](const EventNeeds& row) { return row.kind == event.kind; });
  require(needs.quantity, event.quantity.has_value(), "quantity");
  require(needs.sku, !event.sku.empty(), "sku");
  require(needs.site, !event.site.empty(), "site");
  require(needs.order, !event.order.empty(), "order");
  require(event.kind != EventKind::response, event.at.has_value(), "at");
  require(event.kind == EventKind::inspection, !event.receipt.empty(), "receipt");
  require(event.kind == EventKind::inspection, event.condition.has_value(), "condition");
  require(event.kind == EventKind::return_ship || event.kind == EventKind::consume,
          !event.supplier.empty(), "supplier");
  require(event.kind == EventKind::response, !event.case_number.empty(), "case");
  return flaws;
}

void leave_out_incomplete(std::vector<InventoryEvent>& events, Findings& findings) {
  std::erase_if(events, [&](const InventoryEvent& event) {
    const std::vector<RuleFlaw> flaws = check_event(event);
    for (const RuleFlaw& flaw : flaws) {
      Finding finding;
      finding.scope = FindingScope::field;
      finding.code = "EVENT_INCOMPLETE";
      finding.message = "event " + event.id + ": " + flaw.message;
      finding.mend = "send `" + flaw.member + "`, or give it in the map";
      findings.push_back(std::move(finding));
    }
    return !flaws.empty();
  });
}

std::string resolve_supplier(Receipt& receipt, const ReferenceData& reference) {
  const std::string& stated = receipt.supplier.value;
  for (const SupplierRow& row : reference.suppliers) {
    if (row.supplier == receipt.supplier) return "suppliers.csv: supplier";
  }
  if (stated.empty()) return {};
  for (const SupplierRow& row : reference.suppliers) {
    for (const auto& [name, id] :
         {std::pair<std::string_view, const std::string&>{"edi_id", row.edi_id},
          {"gln", row.gln},
          {"duns", row.duns},
          {"tax_id", row.tax_id}}) {
      if (id != stated) continue;
      receipt.supplier = row.supplier;
      return "suppliers.csv: " + std::string(name);
    }
  }
  return "stated in the document";
}

}  // namespace weighbridge
