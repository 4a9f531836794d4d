#include "cases/case_summary.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "cases/stake.hpp"

namespace weighbridge::cases {
namespace {

Money item_stake(const CaseItem& item) {
  ClassSums sums;
  sums.add(item.impact_class, item.impact);
  return sums.at_stake();
}

// Amounts in different currencies are compared as numbers: to convert them would need a rate, and
// an order line with two currencies is a C06 already.
bool leads(const CaseItem& a, const CaseItem& b) {
  const Money stake_a = item_stake(a);
  const Money stake_b = item_stake(b);
  if (stake_a != stake_b) return stake_a > stake_b;
  if (a.severity != b.severity) return a.severity > b.severity;
  return a.key < b.key;
}

// Words of codes that read better when spelled out, or that stay capital letters.
constexpr std::array kCodeWords{
    std::pair<std::string_view, std::string_view>{"QTY", "quantity"},
    std::pair<std::string_view, std::string_view>{"ASN", "ship notice"},
    std::pair<std::string_view, std::string_view>{"PO", "order"},
    std::pair<std::string_view, std::string_view>{"UOM", "unit"},
    std::pair<std::string_view, std::string_view>{"FX", "exchange rate"}};

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

void text_unless_empty(CanonicalObject& object, std::string_view name, std::string_view value) {
  if (!value.empty()) object.text(name, value);
}

}  // namespace

std::string code_words(std::string_view code) {
  std::string out;
  while (!code.empty()) {
    const std::size_t end = std::min(code.find('_'), code.size());
    const std::string_view word = code.substr(0, end);
    code.remove_prefix(std::min(end + 1, code.size()));
    const auto* const spelled = std::find_if(kCodeWords.begin(), kCodeWords.end(),
                                             [word](const auto& w) { return w.first == word; });
    if (!out.empty()) out += ' ';
    out += spelled == kCodeWords.end() ? lower(word) : std::string(spelled->second);
  }
  return out;
}

std::string anchor_words(const matching::Anchor& anchor) {
  if (!anchor.order.empty()) return "transfer " + anchor.order + " line " + anchor.line;
  if (!anchor.event.empty()) {
    return (anchor.document.empty() ? "event" : anchor.document) + " " + anchor.event;
  }
  std::string words = anchor.supplier.str();
  if (!anchor.invoice.empty()) words += " invoice " + anchor.invoice;
  if (!anchor.po.empty()) words += " order " + anchor.po.str();
  if (!anchor.po_line.empty()) words += " line " + anchor.po_line;
  if (!anchor.document.empty()) words += " document " + anchor.document;
  return words;
}

void summarise(Case& value) {
  const CaseItem* lead = nullptr;
  std::size_t open = 0;
  std::map<Currency, ClassSums> sums;
  auto severity = matching::Severity::low;
  for (const CaseItem& item : value.items) {
    if (item.cleared_at) continue;
    ++open;
    sums[item.currency].add(item.impact_class, item.impact);
    severity = std::max(severity, item.severity);
    if (lead == nullptr || leads(item, *lead)) lead = &item;
  }
  if (lead == nullptr) {
    value.at_stake = Money{};
    return;
  }
  value.title = anchor_words(value.anchor) + ": " + code_words(lead->code);
  if (open > 1) value.title += " and " + std::to_string(open - 1) + " more";
  if (value.assignee.empty()) value.owner = lead->owner;
  value.severity = severity;
  value.cause = lead->cause;
  value.currency = lead->currency;
  value.at_stake = sums[lead->currency].at_stake();
}

CanonicalObject summary_json(const Case& value) {
  CanonicalObject json;
  json.text("title", value.title)
      .text("owner", value.owner)
      .text("severity", to_string_view(value.severity))
      .text("amount", to_string(value.at_stake, value.currency))
      .text("currency", value.currency.code());
  text_unless_empty(json, "cause", value.cause);
  return json;
}

CanonicalObject item_json(const CaseItem& item) {
  CanonicalObject json;
  json.text("rule", item.rule)
      .text("code", item.code)
      .text("class", to_string_view(item.impact_class))
      .text("severity", to_string_view(item.severity))
      .text("impact", to_string(item.impact, item.currency))
      .text("owner", item.owner);
  text_unless_empty(json, "currency", item.currency.code());
  text_unless_empty(json, "quantity", item.quantity);
  text_unless_empty(json, "uom", item.uom);
  text_unless_empty(json, "sku", item.sku);
  text_unless_empty(json, "document", item.document);
  text_unless_empty(json, "document_line", item.document_line);
  text_unless_empty(json, "cause", item.cause);
  return json;
}

CanonicalObject anchor_json(const matching::Anchor& anchor) {
  CanonicalObject json;
  text_unless_empty(json, "supplier", anchor.supplier.str());
  text_unless_empty(json, "po", anchor.po.str());
  text_unless_empty(json, "po_line", anchor.po_line);
  text_unless_empty(json, "invoice", anchor.invoice);
  text_unless_empty(json, "document", anchor.document);
  text_unless_empty(json, "order", anchor.order);
  text_unless_empty(json, "line", anchor.line);
  text_unless_empty(json, "event", anchor.event);
  return json;
}

}  // namespace weighbridge::cases
