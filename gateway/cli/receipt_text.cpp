#include "gateway/cli/receipt_text.hpp"

#include <optional>

#include "gateway/cli/amounts.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/cli/wording.hpp"

namespace weighbridge::cli {
namespace {

std::string text_of(const std::optional<Moment>& moment) {
  return moment ? to_string(*moment) : std::string();
}

template <class Number>
std::string text_of(const std::optional<Number>& number, int digits = 0) {
  return number ? grouped(std::string_view(number->value.to_string(digits))) : std::string();
}

/// "name value" pairs of what is known, separated by commas.
class Facts {
 public:
  void add(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (!text_.empty()) text_ += ", ";
    text_.append(name).append(name.empty() ? "" : " ").append(value);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string head_text(const Receipt& receipt) {
  const DocumentId& document = receipt.document;
  std::string text = words(to_string_view(document.kind)) + ' ' + document.number;
  if (document.date) text += " of " + to_string(*document.date);
  if (document.purpose != Purpose::original)
    text += " (" + std::string(to_string_view(document.purpose)) + ')';
  return text;
}

std::string facts_text(const Receipt& receipt) {
  Facts facts;
  facts.add("supplier", receipt.supplier.str());
  facts.add("site", receipt.site);
  facts.add("in", receipt.currency.code());
  facts.add("shipped", text_of(receipt.dates.shipped));
  facts.add("expected", text_of(receipt.dates.expected));
  facts.add("posted", text_of(receipt.dates.posted));
  facts.add("order", receipt.references.po);
  facts.add("ship notice", receipt.references.ship_notice);
  facts.add("invoice", receipt.references.invoice);
  facts.add("bill of lading", receipt.references.bill_of_lading);
  facts.add("carrier", receipt.references.carrier);
  facts.add("tracking", receipt.references.tracking);
  if (receipt.terms) {
    facts.add("due", receipt.terms->due ? to_string(*receipt.terms->due) : "");
    if (receipt.terms->discount_percent && receipt.terms->discount_date)
      facts.add("", text_of(receipt.terms->discount_percent) + " % discount until " +
                        to_string(*receipt.terms->discount_date));
  }
  return facts.text();
}

std::string packages_text(const std::vector<std::string>& sscc) {
  if (sscc.empty()) return {};
  return sscc.size() == 1 ? sscc.front() : sscc.front() + " +" + std::to_string(sscc.size() - 1);
}

std::string price_text(const ReceiptLine& line) {
  if (!line.unit_price) return {};
  std::string text = text_of(line.unit_price, 2);
  const bool basis = line.price_basis && line.price_basis->value != Decimal::from_integer(1);
  const bool other_unit = !line.price_uom.empty() && line.price_uom != line.uom;
  if (basis || other_unit) text += " per";
  if (basis) text += ' ' + text_of(line.price_basis);
  if (basis || other_unit) text += ' ' + (line.price_uom.empty() ? line.uom : line.price_uom);
  return text;
}

std::string lines_text(const Receipt& receipt, const Style& style, std::size_t indent) {
  Table table({{"Line"},
               {"Order"},
               {"Order line"},
               {"Item"},
               {"Supplier's"},
               {"GTIN/UPC"},
               {"Quantity", Align::right},
               {"Unit"},
               {"Price", Align::right},
               {"Amount", Align::right},
               {"Condition"},
               {"Lot"},
               {"Package (SSCC)"},
               {"Description", Align::left, true}});
  for (const ReceiptLine& line : receipt.lines)
    table.add({line.line, line.po.str(), line.po_line, line.item.sku, line.item.vendor,
               line.item.gtin.empty() ? line.item.upc : line.item.gtin,
               grouped(std::string_view(line.quantity.value.to_string())), line.uom,
               price_text(line), text_of(line.amount, receipt.currency.minor_digits()),
               line.condition ? std::string(to_string_view(*line.condition)) : std::string(),
               line.lot, packages_text(line.sscc), line.item.description});
  return table.render(style, indent);
}

std::string money_lines(const Receipt& receipt, const Style& style, std::size_t indent) {
  Table table({{""}, {"", Align::right}, {""}});
  const auto add = [&](const std::string& name, const std::optional<Money>& amount,
                       const std::string& remark = {}) {
    if (amount) table.add({name, money_text(*amount, receipt.currency), remark});
  };
  add("Lines", receipt.totals.lines);
  for (const Charge& charge : receipt.charges)
    add(words(charge.kind.empty() ? (charge.amount.is_negative() ? "allowance" : "charge")
                                  : charge.kind),
        charge.amount, charge.description);
  for (const Tax& tax : receipt.taxes)
    add("tax " + tax.code, tax.amount,
        tax.rate ? text_of(tax.rate) + " %" + (tax.base ? " of " + text_of(tax.base, 2) : "")
                 : std::string());
  add("Total", receipt.totals.amount);
  if (table.empty()) return {};
  const std::string rendered = table.render(style, indent);
  return rendered.substr(rendered.find('\n') + 1);  // these columns need no titles
}

}  // namespace

std::string receipt_text(const Receipt& receipt, const Style& style, std::size_t indent) {
  std::string out = paragraph(printable(head_text(receipt)), indent, style, Tone::strong);
  out += paragraph(printable(facts_text(receipt)), indent, style);
  out += lines_text(receipt, style, indent);
  return out + money_lines(receipt, style, indent);
}

std::string event_text(const InventoryEvent& event) {
  Facts facts;
  facts.add("", words(to_string_view(event.kind)) + ' ' + event.id);
  facts.add("at", text_of(event.at));
  facts.add("order", event.order);
  facts.add("line", event.line);
  facts.add("site", event.site);
  facts.add("to", event.to_site);
  facts.add("item", event.sku);
  if (event.quantity)
    facts.add("quantity", text_of(event.quantity) + (event.uom.empty() ? "" : ' ' + event.uom));
  return printable(facts.text());
}

}  // namespace weighbridge::cli
