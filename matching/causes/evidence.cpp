#include <algorithm>
#include <array>
#include <tuple>

#include "matching/causes/cause_view.hpp"
#include "matching/causes/recurrence.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

using std::chrono::days;

bool is_rule(const CauseView& view, std::initializer_list<std::string_view> rules) {
  return std::find(rules.begin(), rules.end(), view.raised.discrepancy.rule) != rules.end();
}

bool about_goods(const CauseView& view) {
  return is_rule(
      view, {"Q01", "Q02", "Q03", "Q05", "Q06", "Q07", "Q09", "Q10", "T02", "X01", "X02", "K01"});
}

/// Within half a percent of one.
bool about_one(const Rational& ratio) {
  return abs(ratio - Rational(1, 1)) <= Rational(5, 1000);
}

std::optional<Rational> ratio_of(const std::optional<Sides>& sides) {
  if (!sides || sides->expected.is_zero() || sides->actual.is_zero()) return std::nullopt;
  return sides->actual / sides->expected;
}

bool near_factor(const Rational& ratio, const Rational& factor) {
  return about_one(ratio / factor) || about_one(ratio * factor);
}

/// Two documents that differ in nothing but their numbers.
bool same_but_for_number(const Receipt& a, const Receipt& b) {
  if (a.document.number == b.document.number || a.lines.size() != b.lines.size()) return false;
  Receipt x = a;
  Receipt y = b;
  for (Receipt* r : {&x, &y}) {
    r->document.number.clear();
    r->recorded.reset();
  }
  return x == y;
}

Date day_of(const AttachedLine& row) {
  return std::chrono::floor<days>(row.at.at);
}

std::span<const PackRow* const> listed_packs(const CauseView& view) {
  if (const StockItem* stock = stock_of(view.raised); stock != nullptr && stock->item) {
    return view.index.units().packs(*stock->item);
  }
  if (view.raised.line == nullptr || !view.raised.line->order->item) return {};
  return view.index.units().packs(*view.raised.line->order->item);
}

/// The packs that the order states itself, then those of the item.
std::vector<StatedPack> packs_of(const CauseView& view) {
  std::vector<StatedPack> packs;
  if (view.raised.line != nullptr) packs = view.raised.line->order->packs;
  for (const PackRow* row : listed_packs(view)) packs.push_back({row->uom, row->per_base, {}});
  return packs;
}

/// The first order line of the item that has, or once had, the price that is billed.
const OrderLine* first_at_price(const OrderBook& orders, ItemId item, const InvoicedLine& invoice) {
  for (const OrderLineId id : orders.lines_for(item)) {
    for (const OrderTerms& terms : orders[id].versions) {
      if (&terms == invoice.terms || !terms.price || terms.price->is_zero()) continue;
      if (about_one(*invoice.price / *terms.price)) return &orders[id];
    }
  }
  return nullptr;
}

}  // namespace

bool message_pending(const CauseView& view, std::string& text) {
  const auto& pending = view.index.pending_for(view.raised);
  if (pending.empty()) return false;
  text = sentence("a message for this line waits to be processed: ", pending.front()->kind);
  return true;
}

bool pending_quantity_equals_gap(const CauseView& view, std::string& text) {
  const auto& gap = view.raised.discrepancy.quantity;
  if (!gap) return false;
  for (const PendingMessage* message : view.index.pending_for(view.raised)) {
    if (!message->quantity || Rational(message->quantity->value) != *gap) continue;
    text = sentence("its quantity ", gap->to_string(), " is exactly what is missing");
    return true;
  }
  return false;
}

/// Only the ledger's latency is known here: how long it takes to post what was received.
bool younger_than_usual_latency(const CauseView& view, std::string& text) {
  if (!is_rule(view, {"E01"}) || view.raised.line == nullptr) return false;
  for (const ReceivedLine& receipt : view.raised.line->receipts) {
    if (receipt.document() != view.raised.discrepancy.document || receipt.at.date_only) continue;
    const auto usual = view.index.usual_posting_latency();
    const auto age = view.index.as_of() - receipt.at.at;
    if (!usual || age >= *usual) return false;
    const auto minutes = std::chrono::floor<std::chrono::minutes>(age).count();
    text = sentence("it is ", std::to_string(minutes), " minutes old, and of 100 postings 5 take ",
                    "longer than that");
    return true;
  }
  return false;
}

bool transit_covers_gap(const CauseView& view, std::string& text) {
  const auto& gap = view.raised.discrepancy.quantity;
  if (!gap || view.raised.line == nullptr || !about_goods(view)) return false;
  const Rational& in_transit = view.raised.line->buckets.in_transit;
  if (gap->is_zero() || in_transit < *gap) return false;
  text = sentence(in_transit.to_string(), " are in transit, which covers it");
  return true;
}

bool reference_rule_hit(const CauseView& view, std::string& text) {
  if (!is_rule(view, {"U01", "R01", "R02", "C06"})) return false;
  text = sentence("the line ran into ", view.raised.discrepancy.rule);
  return true;
}

bool seen_three_times(const CauseView& view, std::string& text) {
  if (view.raised.discrepancy.sku.empty()) return false;
  if (!found_often(view.index.days_alike(view.raised), view.raised.on)) return false;
  text = "the same for this supplier and item 3 times or more within 30 days";
  return true;
}

bool pack_changed_lately(const CauseView& view, std::string& text) {
  for (const PackRow* pack : listed_packs(view)) {
    if (!pack->from || view.raised.on < *pack->from) continue;
    if (view.raised.on - *pack->from > days{7}) continue;
    text = sentence("its pack ", pack->uom, " changed on ", to_string(*pack->from));
    return true;
  }
  return false;
}

bool ratio_is_a_pack(const CauseView& view, std::string& text) {
  const auto ratio = ratio_of(view.raised.quantities);
  if (!ratio) return false;
  for (const StatedPack& pack : packs_of(view)) {
    if (pack.per_base == Rational(1, 1) || !near_factor(*ratio, pack.per_base)) continue;
    text = sentence("the quantities differ by the pack of ", pack.per_base.to_string(), " per ",
                    pack.uom);
    return true;
  }
  return false;
}

bool ratio_is_a_common_factor(const CauseView& view, std::string& text) {
  const auto ratio = ratio_of(view.raised.quantities);
  if (!ratio) return false;
  const std::array<Rational, 4> factors{Rational(12, 1), Rational(144, 1), Rational(1000, 1),
                                        *unit_table_factor("KG", "LB")};
  for (const Rational& factor : factors) {
    if (!near_factor(*ratio, factor)) continue;
    text = sentence("the quantities differ by ", factor.rounded(3).to_string());
    return true;
  }
  return false;
}

/// Counts only beside quantities that differ: equal money for equal goods is no sign of a wrong
/// unit.
bool money_agrees(const CauseView& view, std::string& text) {
  const auto quantities = ratio_of(view.raised.quantities);
  const auto amounts = ratio_of(view.raised.amounts);
  if (!quantities || !amounts || about_one(*quantities)) return false;
  if (abs(*amounts - Rational(1, 1)) > Rational(1, 100)) return false;
  text = "the amounts agree although the quantities do not";
  return true;
}

bool same_ratio_on_another_line(const CauseView& view, std::string& text) {
  const auto ratio = ratio_of(view.raised.quantities);
  if (!ratio || about_one(*ratio)) return false;
  for (const Raised* other : view.index.on_document(view.raised)) {
    const bool same_line =
        other->discrepancy.document_line == view.raised.discrepancy.document_line;
    const auto other_ratio = ratio_of(other->quantities);
    if (same_line || !other_ratio || !about_one(*other_ratio / *ratio)) continue;
    text = sentence("line ", other->discrepancy.document_line, " shows the same ratio");
    return true;
  }
  return false;
}

bool goods_marked_damaged_or_short(const CauseView& view, std::string& text) {
  if (!about_goods(view) || view.raised.line == nullptr) return false;
  for (const ReceivedLine& receipt : view.raised.line->receipts) {
    const Condition condition = receipt.line->condition.value_or(Condition::good);
    if (condition == Condition::good || condition == Condition::quarantined) continue;
    text = sentence("receipt ", receipt.document(), " marks goods as ", to_string_view(condition));
    return true;
  }
  return false;
}

bool gap_is_whole_cartons(const CauseView& view, std::string& text) {
  const auto& gap = view.raised.discrepancy.quantity;
  if (!gap || gap->is_zero() || !about_goods(view)) return false;
  for (const StatedPack& pack : packs_of(view)) {
    if (pack.per_base <= Rational(1, 1) || !(*gap / pack.per_base).is_integer()) continue;
    text = sentence("the gap is ", (*gap / pack.per_base).to_string(), " whole ", pack.uom);
    return true;
  }
  return false;
}

bool carton_never_scanned(const CauseView& view, std::string& text) {
  if (view.raised.shipment == nullptr || !is_rule(view, {"Q01", "T02"})) return false;
  const auto& receipts = view.raised.line->receipts;
  const bool scans = std::any_of(receipts.begin(), receipts.end(),
                                 [](const ReceivedLine& r) { return !r.line->sscc.empty(); });
  if (!scans) return false;  // a warehouse that scans no cartons says nothing by not doing so
  for (const std::string& sscc : view.raised.shipment->line->sscc) {
    const bool seen = std::any_of(receipts.begin(), receipts.end(), [&](const ReceivedLine& r) {
      return std::find(r.line->sscc.begin(), r.line->sscc.end(), sscc) != r.line->sscc.end();
    });
    if (seen) continue;
    text = sentence("carton ", sscc, " was never scanned");
    return true;
  }
  return false;
}

bool opposite_gap_nearby(const CauseView& view, std::string& text) {
  const Raised& raised = view.raised;
  if (raised.shipment == nullptr || !is_rule(view, {"Q01", "Q02"})) return false;
  if (raised.shipment->arrivals.empty()) return false;
  const std::string_view opposite = raised.discrepancy.rule == "Q01" ? "Q02" : "Q01";
  const Instant at = raised.shipment->arrivals.back().receipt->at.at;
  for (const Raised* other :
       view.index.shipment_gaps(raised.line->order->site, *raised.discrepancy.quantity)) {
    if (other->discrepancy.rule != opposite || other->shipment->arrivals.empty()) continue;
    if (std::chrono::abs(other->shipment->arrivals.back().receipt->at.at - at) >
        std::chrono::hours{48}) {
      continue;
    }
    text = sentence("the opposite gap of the same size stands on ",
                    other->discrepancy.anchor.po.str(), "/", other->discrepancy.anchor.po_line);
    return true;
  }
  return false;
}

bool price_is_another_known_price(const CauseView& view, std::string& text) {
  const InvoicedLine* invoice = view.raised.invoice_line;
  if (invoice == nullptr || !invoice->price || !is_rule(view, {"P01", "P02"})) return false;
  if (!view.raised.line->order->item) return false;
  const ItemId item = *view.raised.line->order->item;
  const OrderLine* here = first_at_price(view.index.orders(), item, *invoice);
  const OrderLine* there = first_at_price(view.index.other_orders(), item, *invoice);
  const auto name = [](const OrderLine& line) { return std::tie(line.supplier, line.po); };
  if (here == nullptr || (there != nullptr && name(*there) < name(*here))) here = there;
  if (here == nullptr) return false;
  text = sentence("it is the price of order ", here->po.str(), "/", here->line);
  return true;
}

bool same_ratio_on_most_lines(const CauseView& view, std::string& text) {
  const InvoicedLine* invoice = view.raised.invoice_line;
  const InvoiceFile* file = view.raised.invoice;
  if (invoice == nullptr || file == nullptr || !is_rule(view, {"P01", "P02"})) return false;
  if (file->lines.size() < 2) return false;  // one line alone shows no pattern
  const std::optional<Rational> ratio = price_ratio(*invoice);
  if (!ratio || ratio->is_zero()) return false;  // what is free of charge is off by no ratio
  const std::size_t same = view.index.lines_near(*file, *ratio);
  if (same * 10 < file->lines.size() * 8) return false;
  text = sentence(std::to_string(same), " of ", std::to_string(file->lines.size()),
                  " lines of the invoice are off by the same ratio");
  return true;
}

bool price_changed_before_shipment(const CauseView& view, std::string& text) {
  if (view.raised.invoice_line == nullptr || !is_rule(view, {"P01", "P02"})) return false;
  const LineEvidence& line = *view.raised.line;
  const AttachedLine* moved = nullptr;
  if (!line.shipments.empty()) moved = &line.shipments.back();
  if (moved == nullptr && !line.receipts.empty()) moved = &line.receipts.back();
  if (moved == nullptr) return false;
  const auto& versions = line.order->versions;
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const Date changed = std::chrono::floor<days>(versions[i].effective.at);
    if (versions[i].price == versions[i - 1].price || changed > day_of(*moved)) continue;
    text = sentence("the ordered price changed on ", to_string(changed),
                    ", between order and shipment");
    return true;
  }
  return false;
}

bool same_deviation_on_three_invoices(const CauseView& view, std::string& text) {
  constexpr std::size_t kOften = 3;
  const std::size_t invoices = view.index.invoices_off_alike(view.raised);
  if (invoices < kOften) return false;
  text = sentence(std::to_string(invoices), " invoices of this supplier are off by the same ratio");
  return true;
}

bool duplicate_found(const CauseView& view, std::string& text) {
  if (!is_rule(view, {"D01", "D02", "D03"})) return false;
  text = sentence("the document is a duplicate by ", view.raised.discrepancy.rule);
  return true;
}

bool received_twice_in_a_row(const CauseView& view, std::string& text) {
  if (view.raised.line == nullptr || !is_rule(view, {"Q02", "Q03", "Q07"})) return false;
  const auto& receipts = view.raised.line->receipts;
  for (std::size_t i = 1; i < receipts.size(); ++i) {
    const ReceivedLine& a = receipts[i - 1];
    const ReceivedLine& b = receipts[i];
    const bool same_carton =
        std::any_of(a.line->sscc.begin(), a.line->sscc.end(), [&](const std::string& sscc) {
          return std::find(b.line->sscc.begin(), b.line->sscc.end(), sscc) != b.line->sscc.end();
        });
    const bool same_entry = !a.at.date_only && !b.at.date_only && !a.line->user.empty() &&
                            a.line->user == b.line->user && a.quantity == b.quantity &&
                            b.at.at - a.at.at <= std::chrono::minutes{10};
    if (!same_carton && !same_entry) continue;
    text = sentence("receipts ", a.document(), " and ", b.document(),
                    " look like one delivery entered twice");
    return true;
  }
  return false;
}

bool same_content_under_another_number(const CauseView& view, std::string& text) {
  const InvoiceFile* file = view.raised.invoice;
  if (is_rule(view, {"D01", "D02"}) && file != nullptr && file->duplicate.earlier != nullptr) {
    const Receipt& earlier = *file->duplicate.earlier;
    if (!same_but_for_number(earlier, file->receipt())) return false;
    text = sentence("but for its number it is ", earlier.document.number, " again");
    return true;
  }
  if (!is_rule(view, {"Q02", "Q03", "Q07"}) || view.raised.line == nullptr) return false;
  const auto& receipts = view.raised.line->receipts;
  for (std::size_t i = 1; i < receipts.size(); ++i) {
    if (!same_but_for_number(receipts[i - 1].receipt(), receipts[i].receipt())) continue;
    text = sentence("but for their numbers receipts ", receipts[i - 1].document(), " and ",
                    receipts[i].document(), " are the same");
    return true;
  }
  return false;
}

}  // namespace weighbridge::matching
