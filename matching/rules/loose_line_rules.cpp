#include "matching/billing/document_amounts.hpp"
#include "matching/rules/conditions.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// Only invoices put money at risk; a shipment or receipt without its order moves none.
Money line_amount(const LooseLine& loose) {
  if (loose.stage != Stage::invoiced) return {};
  return own_amount(*loose.live, *loose.line, loose.receipt().currency);
}

std::string where(const LooseLine& loose) {
  const std::string_view stage = to_string_view(loose.stage);
  return sentence("Line ", loose.line->line, " of the ", stage, " document ",
                  loose.receipt().document.number);
}

std::string item_name(const ItemRef& item) {
  for (const std::string* name : {&item.sku, &item.vendor, &item.gtin, &item.upc}) {
    if (!name->empty()) return *name;
  }
  return "(none)";
}

/// What the four reference rules have in common.
Gap loose_gap(const LooseLine& loose) {
  Gap gap;
  gap.quantity = abs(Rational(loose.line->quantity.value));
  gap.actual = gap.quantity->to_string();
  gap.impact = line_amount(loose);
  if (loose.stage == Stage::invoiced) {
    gap.expected = to_string(Money(), loose.receipt().currency);
    gap.actual = to_string(gap.impact, loose.receipt().currency);
  }
  return gap;
}

/// Whether a warehouse received an item that is the buyer's but not on the order. Where there is no
/// item table, the buyer's own number is taken at its word.
bool is_received_item(const LooseView& view) {
  const LooseLine& loose = view.loose;
  if (loose.stage != Stage::received) return false;
  if (loose.reason == LooseReason::item_not_on_order) return loose.item.has_value();
  return loose.reason == LooseReason::item_not_found && view.setting.reference.items.empty() &&
         !loose.line->item.sku.empty();
}

}  // namespace

void item_not_on_order(const LooseView& view, Outcome& outcome) {
  const LooseLine& loose = view.loose;
  if (!is_received_item(view)) return;
  Gap gap = loose_gap(loose);
  gap.expected = "0";
  const auto cost = loose.item ? view.items[*loose.item].unit_cost : std::nullopt;
  if (cost) {
    gap.impact =
        money(*gap.quantity * Rational(cost->value), view.setting.policy.functional_currency);
  }
  gap.reason =
      sentence(where(loose), ": item ", item_name(loose.line->item), " was received, but order ",
               quoted_order(loose.receipt(), *loose.line), " has no line for it.");
  outcome.gaps.push_back(std::move(gap));
}

void unit_unmapped(const LooseView& view, Outcome& outcome) {
  const LooseLine& loose = view.loose;
  if (loose.reason != LooseReason::unit_unmapped) return;
  // The order line speaks for itself when it is the one whose unit is unknown.
  if (loose.order_line != nullptr && loose.order_line->unit_problem == loose.text) return;
  Gap gap = loose_gap(loose);
  gap.impact = Money();
  gap.expected = loose.order_line != nullptr ? loose.order_line->uom : std::string();
  gap.actual = loose.line->uom;
  gap.reason = sentence(where(loose), ": ", loose.text, ".");
  gap.arithmetic = {"M-5.1 without a factor the line joins no bucket"};
  outcome.gaps.push_back(std::move(gap));
}

void order_not_found(const LooseView& view, Outcome& outcome) {
  const LooseLine& loose = view.loose;
  const bool no_order = loose.reason == LooseReason::order_not_found;
  const bool no_line = loose.reason == LooseReason::item_not_on_order && !is_received_item(view);
  if ((!no_order && !no_line) || loose.stage == Stage::accrued) return;
  Gap gap = loose_gap(loose);
  gap.reason =
      sentence(where(loose), " (item ", item_name(loose.line->item), "): ", loose.text, ".");
  for (const std::string& candidate : loose.candidates) {
    gap.arithmetic.push_back(sentence("M-4.2 candidate ", candidate));
  }
  outcome.gaps.push_back(std::move(gap));
}

/// M-12.3: a posting on an order that is not known has no receipt either.
void posting_unknown(const LooseView& view, Outcome& outcome) {
  const LooseLine& loose = view.loose;
  const bool no_receipt = loose.reason == LooseReason::order_not_found ||
                          loose.reason == LooseReason::item_not_on_order;
  if (loose.stage != Stage::accrued || !no_receipt) return;
  const Receipt& r = loose.receipt();
  if (!view.setting.windows.hours_passed(r.site, loose.at,
                                         view.setting.policy.windows.erp_posting)) {
    return;
  }
  Gap gap = loose_gap(loose);
  const Money posted = own_amount(*loose.live, *loose.line, r.currency);
  gap.impact = posted.is_negative() ? -posted : posted;
  gap.expected = to_string(Money(), r.currency);
  gap.actual = to_string(posted, r.currency);
  gap.reason = sentence(where(loose), ": no receipt stands behind it, for ", loose.text, ".");
  outcome.gaps.push_back(std::move(gap));
}

void item_not_found(const LooseView& view, Outcome& outcome) {
  const LooseLine& loose = view.loose;
  if (loose.reason != LooseReason::item_not_found || is_received_item(view)) return;
  Gap gap = loose_gap(loose);
  gap.reason = sentence(where(loose), ": item ", item_name(loose.line->item), " is not known; ",
                        loose.text, ".");
  outcome.gaps.push_back(std::move(gap));
}

void party_mismatch(const LooseView& view, Outcome& outcome) {
  const LooseLine& loose = view.loose;
  if (loose.reason != LooseReason::party_mismatch || !view.first_of_reason) return;
  const Receipt& r = loose.receipt();
  Gap gap = loose_gap(loose);
  gap.quantity.reset();
  if (loose.stage == Stage::invoiced) {
    gap.impact = gross_of(*loose.live);
    gap.actual = to_string(gap.impact, r.currency);
  } else {
    gap.actual = r.supplier.str();
  }
  gap.reason = sentence("The ", to_string_view(loose.stage), " document ", r.document.number,
                        " is of another party: ", loose.text, ".");
  outcome.gaps.push_back(std::move(gap));
}

}  // namespace weighbridge::matching
