#include "matching/attach/ladder.hpp"

#include <algorithm>
#include <tuple>

#include "matching/attach/candidates.hpp"
#include "matching/attach/order_rungs.hpp"
#include "matching/attach/without_order.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/unjudgeable.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

LooseLine nowhere(const Quote& quote) {
  return {LooseReason::order_not_found,
          quote.stage,
          quote.document_index,
          quote.line_index,
          quote.live,
          quote.line,
          nullptr,
          quote.item,
          quote.at,
          {},
          {}};
}

}  // namespace

Ladder::Ladder(const OrderBook& orders, const Conversion& conversion, const SupplierGroups& groups,
               const Policy& policy, std::span<const Decision> decisions, Judgement& out)
    : in_{orders, conversion, groups, policy},
      links_(decisions),
      substitutes_(policy),
      shipments_(orders),
      out_(out) {}

std::vector<AttachedLine> Ladder::attach(Stage stage, std::span<const LiveDocument> documents,
                                         const std::vector<bool>& skip) {
  Placement placement(in_, loose_, out_);
  Shared several;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    if (d < skip.size() && skip[d]) continue;
    const Receipt& r = documents[d].receipt();
    const Moment at = event_time(r);
    const Date day = std::chrono::floor<std::chrono::days>(at.at);
    const std::size_t first_loose = loose_.size();
    for (std::uint32_t l = 0; l < r.lines.size(); ++l) {
      const ReceiptLine& line = r.lines[l];
      const auto item = in_.conversion.items().find(line.item, r.supplier);
      const Quote quote{stage, d, l, &documents[d], &line, quoted_order(r, line), item, at, day};
      blaming([&r] { return std::vector{&r}; }, [&] { attach_line(quote, placement, several); });
    }
    if (stage == Stage::invoiced) {
      allow_without_order(std::span(loose_).subspan(first_loose), in_.policy);
    }
  }
  std::sort(several.begin(), several.end(), [](const auto& a, const auto& b) {
    const auto key = [](const Quote& q) {
      return std::tuple(q.at.at, normalised_number(q.receipt().document.number), q.line_index);
    };
    return key(a.first) < key(b.first);
  });
  for (const auto& shared : several) {
    blaming([&shared] { return std::vector{&shared.first.receipt()}; },
            [&] { placement.place_over_several(shared.first, shared.second); });
  }
  return std::move(placement).sorted();
}

void Ladder::attach_line(const Quote& quote, Placement& placement, Shared& several) {
  LooseLine loose = nowhere(quote);
  const std::optional<Rung> rung = climb(quote, placement, loose);
  if (!rung || too_weak(*rung, in_, loose)) {
    loose_.push_back(std::move(loose));
  } else if (rung->lines.size() > 1) {
    several.emplace_back(quote, *rung);  // K3 shares out what the surer rungs leave open
  } else {
    placement.place(quote, *rung);
  }
}

std::optional<Rung> Ladder::climb(const Quote& quote, const Placement& placement,
                                  LooseLine& loose) const {
  if (auto rung = links_.find(quote, in_.orders)) return rung;
  if (!quote.po.empty()) return by_order(quote, loose);
  if (auto rung = shipments_.find(quote)) return rung;
  return weak_rung(quote, placement.taken(), in_, loose);
}

/// The rungs for a line that quotes an order, surest first; else why none of them holds.
std::optional<Rung> Ladder::by_order(const Quote& quote, LooseLine& loose) const {
  const Receipt& r = quote.receipt();
  Orders orders = in_.orders.find(quote.po);
  const bool known = !orders.empty();
  std::erase_if(orders,
                [&](const auto* order) { return !same_party(in_.groups, order->supplier, r); });
  if (known && orders.empty()) {
    loose.reason = LooseReason::party_mismatch;
    loose.text = sentence("order ", quote.po, " is not with supplier ", r.supplier.str(),
                          r.bill_from.empty() ? "" : ", billed by ", r.bill_from.str());
    return std::nullopt;
  }
  if (auto rung = rung_within_orders(quote, orders, in_)) return rung;
  if (auto rung = substitutes_.find(quote, orders, in_)) return rung;
  if (auto rung = rung_by_normalised_order(quote, in_)) return rung;
  if (auto rung = shipments_.find(quote)) return rung;
  if (orders.empty()) {
    loose.text = sentence("order ", quote.po, " is not known");
  } else if (!quote.item && !quote.line->item.empty()) {
    loose.reason = LooseReason::item_not_found;
    loose.text = "its item is in no item table, alias or order";
  } else {
    loose.reason = LooseReason::item_not_on_order;
    loose.text = sentence("order ", quote.po, " has no line for it");
  }
  return std::nullopt;
}

}  // namespace weighbridge::matching
