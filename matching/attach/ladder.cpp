#include "matching/attach/ladder.hpp"

#include <algorithm>
#include <tuple>

#include "matching/billing/document_amounts.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/unjudgeable.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

// The confidence of each rung (M-4.1).
constexpr Decimal kK1 = Decimal::from_millionths(1'000'000);
constexpr Decimal kK2 = Decimal::from_millionths(950'000);
constexpr Decimal kK3 = Decimal::from_millionths(850'000);
constexpr Decimal kK4 = Decimal::from_millionths(800'000);
constexpr Decimal kK5 = Decimal::from_millionths(800'000);
constexpr Decimal kK6 = Decimal::from_millionths(500'000);

/// What a line quotes of shipments and receipts, as keys of one index.
std::vector<std::string> evidence_keys(const Receipt& r, const ReceiptLine& line) {
  std::vector<std::string> keys;
  const auto add = [&](std::string_view kind, const std::string& value) {
    if (!value.empty()) keys.push_back(sentence(kind, r.supplier.str(), "\x1f", value));
  };
  for (const std::string& sscc : line.sscc) add("sscc:", sscc);
  add("asn:", line.references.ship_notice);
  add("asn:", r.references.ship_notice);
  add("bol:", line.references.bill_of_lading);
  add("bol:", r.references.bill_of_lading);
  add("rcv:", line.references.receipt);
  return keys;
}

std::vector<std::string> own_keys(const AttachedLine& attached, Stage stage) {
  std::vector<std::string> keys = evidence_keys(attached.receipt(), *attached.line);
  const std::string_view kind = stage == Stage::shipped ? "asn:" : "rcv:";
  keys.push_back(sentence(kind, attached.receipt().supplier.str(), "\x1f", attached.document()));
  return keys;
}

/// Warehouses and ledgers export what they take back with a minus; suppliers' papers put a sign on
/// credits that says nothing more than that they are credits.
Rational signed_for(Stage stage, const Rational& quantity) {
  const bool keeps_sign = stage == Stage::received || stage == Stage::accrued;
  return keeps_sign ? quantity : abs(quantity);
}

}  // namespace

Moment event_time(const Receipt& r) {
  const bool shipped = r.stage == Stage::shipped;
  if (shipped && r.dates.shipped) return *r.dates.shipped;
  if (!shipped && r.stage != Stage::invoiced && r.dates.posted) return *r.dates.posted;
  if (r.document.time && r.stage != Stage::invoiced) return Moment::of(*r.document.time);
  if (r.document.date) return Moment::of(*r.document.date);
  if (r.document.time) return Moment::of(*r.document.time);
  return r.recorded ? Moment::of(*r.recorded) : Moment{};
}

std::string_view quoted_order(const Receipt& receipt, const ReceiptLine& line) {
  return line.po.empty() ? receipt.references.po : line.po.str();
}

std::string_view quantity_unit(const ReceiptLine& line, const ItemCatalogue& items) {
  return line.uom.empty() ? items.pack_named(line.item) : std::string_view(line.uom);
}

UnitContext unit_context(const AttachedLine& line) {
  return {line.receipt().supplier, std::chrono::floor<std::chrono::days>(line.at.at),
          line.substitution};
}

/// One document line on its way up the ladder.
struct Ladder::Quote {
  Stage stage;
  std::uint32_t document_index, line_index;
  const LiveDocument* live;
  const ReceiptLine* line;
  std::string_view po;
  std::optional<ItemId> item;
  Moment at;
  Date day;

  const Receipt& receipt() const { return live->receipt(); }
  UnitContext units(const Substitution* substitution = nullptr) const {
    return {receipt().supplier, day, substitution};
  }
};

Ladder::Ladder(const OrderBook& orders, const Conversion& conversion, const SupplierGroups& groups,
               const Policy& policy, std::span<const Decision> decisions, Judgement& out)
    : orders_(orders), conversion_(conversion), groups_(groups), policy_(policy), out_(out) {
  for (const Decision& d : decisions) {
    if (d.kind == DecisionKind::link) links_.push_back(&d);
  }
  for (const Substitution& s : policy.substitutions) substitutions_[s.substitute].push_back(&s);
}

std::vector<AttachedLine> Ladder::attach(Stage stage, std::span<const LiveDocument> documents,
                                         const std::vector<bool>& skip) {
  taken_.assign(orders_.lines().size(), Rational());
  std::vector<AttachedLine> attached;
  std::vector<std::pair<Quote, Rung>> several;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    if (d < skip.size() && skip[d]) continue;
    const Receipt& r = documents[d].receipt();
    const Moment at = event_time(r);
    const Date day = std::chrono::floor<std::chrono::days>(at.at);
    const std::size_t first_loose = loose_.size();
    for (std::uint32_t l = 0; l < r.lines.size(); ++l) {
      const ReceiptLine& line = r.lines[l];
      const auto item = conversion_.items().find(line.item, r.supplier);
      const Quote quote{stage, d, l, &documents[d], &line, quoted_order(r, line), item, at, day};
      blaming([&r] { return std::vector{&r}; }, [&] { attach_line(quote, attached, several); });
    }
    if (stage == Stage::invoiced) allow_without_order(first_loose);
  }
  std::sort(several.begin(), several.end(), [](const auto& a, const auto& b) {
    const auto key = [](const Quote& q) {
      return std::tuple(q.at.at, normalised_number(q.receipt().document.number), q.line_index);
    };
    return key(a.first) < key(b.first);
  });
  for (const auto& shared : several) {
    blaming([&shared] { return std::vector{&shared.first.receipt()}; },
            [&] { place_over_several(shared.first, shared.second, attached); });
  }
  std::sort(attached.begin(), attached.end(), [](const AttachedLine& a, const AttachedLine& b) {
    const auto key = [](const AttachedLine& x) {
      return std::tuple(x.order_line, x.at.at, std::string_view(x.document()), x.document_index,
                        x.line_index);
    };
    return key(a) < key(b);
  });
  return attached;
}

void Ladder::attach_line(const Quote& quote, std::vector<AttachedLine>& attached,
                         std::vector<std::pair<Quote, Rung>>& several) {
  LooseLine loose{LooseReason::order_not_found,
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
  const std::optional<Rung> rung = climb(quote, loose);
  if (!rung || too_weak(*rung, loose)) {
    loose_.push_back(std::move(loose));
  } else if (rung->lines.size() > 1) {
    several.emplace_back(quote, *rung);  // K3 shares out what the surer rungs leave open
  } else {
    place(quote, *rung, attached);
  }
}

/// M-4.2: what is found below the confidence that the policy asks for is only offered.
bool Ladder::too_weak(const Rung& rung, LooseLine& loose) const {
  if (rung.confidence >= policy_.attach_confidence) return false;
  loose.text = sentence("it is found by ", rung.name, " alone, which is not sure enough");
  loose.candidates.clear();
  for (const OrderLineId id : rung.lines) {
    const OrderLine& line = orders_[id];
    loose.candidates.push_back(sentence(line.po.str(), "/", line.line, " (", rung.name, " ",
                                        rung.confidence.to_string(2), ")"));
  }
  return true;
}

/// M-8.7: lines that quote no order stand for themselves, where their supplier may bill so, up to
/// a ceiling for the whole invoice.
void Ladder::allow_without_order(std::size_t first_loose) {
  if (policy_.non_po.empty() || first_loose == loose_.size()) return;
  const LiveDocument* live = loose_[first_loose].live;
  const Receipt& r = live->receipt();
  const auto without_order = [&](const LooseLine& loose) {
    return loose.live == live && loose.reason == LooseReason::order_not_found &&
           quoted_order(r, *loose.line).empty();
  };
  Money sum;
  for (std::size_t i = first_loose; i < loose_.size(); ++i) {
    if (without_order(loose_[i])) sum += own_amount(*loose_[i].line, r.currency, is_credit(r));
  }
  for (const NonPoAllowance& allowance : policy_.non_po) {
    if (!allowance.kind.empty() || allowance.supplier != r.supplier) continue;
    for (std::size_t i = first_loose; i < loose_.size(); ++i) {
      if (!without_order(loose_[i])) continue;
      if (sum <= allowance.ceiling) {
        loose_[i].reason = LooseReason::non_po;
      } else {
        loose_[i].text =
            sentence("it quotes no order, and ", to_string(sum, r.currency),
                     " is above the ceiling of ", to_string(allowance.ceiling, r.currency));
      }
    }
    return;
  }
}

void Ladder::remember(Stage stage, std::span<const AttachedLine> attached) {
  for (const AttachedLine& line : attached) {
    for (std::string& key : own_keys(line, stage)) {
      auto& lines = by_evidence_[std::move(key)];
      if (std::find(lines.begin(), lines.end(), line.order_line) == lines.end()) {
        lines.push_back(line.order_line);
      }
    }
  }
}

std::optional<Ladder::Rung> Ladder::climb(const Quote& quote, LooseLine& loose) const {
  if (auto rung = linked_by_hand(quote)) return rung;
  if (!quote.po.empty()) {
    std::vector<const OrderBook::Order*> orders = orders_.find(quote.po);
    const bool known = !orders.empty();
    std::erase_if(orders, [&](const auto* order) { return !same_party(*order, quote.receipt()); });
    if (known && orders.empty()) {
      loose.reason = LooseReason::party_mismatch;
      const Receipt& r = quote.receipt();
      loose.text = sentence("order ", quote.po, " is not with supplier ", r.supplier.str(),
                            r.bill_from.empty() ? "" : ", billed by ", r.bill_from.str());
      return std::nullopt;
    }
    if (auto rung = within_orders(quote, orders)) return rung;
    if (auto rung = substituted(quote, orders)) return rung;
    if (auto rung = normalised_order(quote)) return rung;
    if (auto rung = shipment_evidence(quote)) return rung;
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
  if (auto rung = shipment_evidence(quote)) return rung;
  return weak_candidate(quote, loose);
}

/// M-4.4: both who sent the document and who bills must be the order's party.
bool Ladder::same_party(const OrderBook::Order& order, const Receipt& receipt) const {
  return groups_.same_party(order.supplier, receipt.supplier) &&
         groups_.same_party(order.supplier, receipt.bill_from);
}

/// What a person has linked stays linked (M-3.5).
std::optional<Ladder::Rung> Ladder::linked_by_hand(const Quote& quote) const {
  for (const Decision* link : links_) {
    const Receipt& r = quote.receipt();
    if (link->document != r.document.number) continue;
    if (!link->supplier.empty() && link->supplier != r.supplier) continue;
    const bool of_line = link->document_line.empty() ||
                         line_number(link->document_line) == line_number(quote.line->line);
    if (!of_line) continue;
    for (const OrderBook::Order* order : orders_.find(link->po.str())) {
      for (OrderLineId id = order->first; id < order->first + order->count; ++id) {
        if (line_number(orders_[id].line) == line_number(link->po_line)) {
          return Rung{{id}, kK1, "MANUAL"};
        }
      }
    }
  }
  return std::nullopt;
}

/// M-11.6: the ordered item that this one may stand for, on exactly one line of the order.
std::optional<Ladder::Rung> Ladder::substituted(
    const Quote& quote, std::span<const OrderBook::Order* const> orders) const {
  if (substitutions_.empty()) return std::nullopt;
  const std::string& own = quote.line->item.sku;
  const std::string_view sku =
      quote.item ? std::string_view(conversion_.items()[*quote.item].sku) : std::string_view(own);
  const auto known = substitutions_.find(sku);
  if (known == substitutions_.end()) return std::nullopt;
  const std::string_view number = line_number(quote.line->po_line);
  std::optional<Rung> found;
  for (const OrderBook::Order* order : orders) {
    for (OrderLineId id = order->first; id < order->first + order->count; ++id) {
      const OrderLine& line = orders_[id];
      for (const Substitution* rule : known->second) {
        if (rule->item != line.sku) continue;
        if (!rule->supplier.empty() && rule->supplier != line.supplier) continue;
        const bool quoted = !number.empty() && line_number(line.line) == number;
        const bool surer =
            !found || (quoted && found->confidence < kK1) ||
            (rule->approved_on(quote.day) && !found->substitution->approved_on(quote.day));
        if (surer) found = Rung{{id}, quoted ? kK1 : kK2, quoted ? "K1" : "K2", rule};
      }
    }
  }
  return found;
}

bool Ladder::item_agrees(const Quote& quote, const OrderLine& line) const {
  if (quote.line->item.empty() || !line.item) return true;
  return quote.item == line.item;
}

/// K1 to K3.
std::optional<Ladder::Rung> Ladder::within_orders(
    const Quote& quote, std::span<const OrderBook::Order* const> orders) const {
  const std::string_view number = line_number(quote.line->po_line);
  Rung same_item{{}, kK2, "K2"};
  for (const OrderBook::Order* order : orders) {
    for (OrderLineId id = order->first; id < order->first + order->count; ++id) {
      const OrderLine& line = orders_[id];
      if (!number.empty() && line_number(line.line) == number && item_agrees(quote, line)) {
        return Rung{{id}, kK1, "K1"};
      }
      if (quote.item && quote.item == line.item) same_item.lines.push_back(id);
    }
    if (!same_item.lines.empty()) break;
  }
  if (same_item.lines.empty()) return std::nullopt;
  if (same_item.lines.size() > 1) {
    same_item.confidence = kK3;
    same_item.name = "K3";
  }
  return same_item;
}

/// K4: exactly one order, and in it exactly one line, by the number as people write it.
std::optional<Ladder::Rung> Ladder::normalised_order(const Quote& quote) const {
  std::vector<const OrderBook::Order*> orders =
      orders_.find_normalised(normalised_number(quote.po));
  if (orders.empty()) orders = orders_.find_normalised(stripped_number(quote.po));
  std::erase_if(orders, [&](const auto* order) { return !same_party(*order, quote.receipt()); });
  if (orders.size() != 1 || !quote.item) return std::nullopt;
  std::optional<Rung> rung = within_orders(quote, orders);
  if (!rung || rung->lines.size() != 1) return std::nullopt;
  rung->confidence = kK4;
  rung->name = "K4";
  return rung;
}

/// The normalised number without what the partner writes around it (K4).
std::string Ladder::stripped_number(std::string_view po) const {
  std::string number = normalised_number(po);
  for (const std::string& text : policy_.po_prefixes) {
    const std::string prefix = normalised_number(text);
    if (number.size() > prefix.size() && number.starts_with(prefix)) {
      number.erase(0, prefix.size());
      break;
    }
  }
  for (const std::string& text : policy_.po_suffixes) {
    const std::string suffix = normalised_number(text);
    if (number.size() > suffix.size() && number.ends_with(suffix)) {
      number.erase(number.size() - suffix.size());
      break;
    }
  }
  return normalised_number(number);  // zeros may lead now that led nowhere before
}

/// K5: what the line quotes of a shipment or receipt leads to exactly one order line.
std::optional<Ladder::Rung> Ladder::shipment_evidence(const Quote& quote) const {
  std::vector<OrderLineId> found;
  for (const std::string& key : evidence_keys(quote.receipt(), *quote.line)) {
    const auto it = by_evidence_.find(key);
    if (it == by_evidence_.end()) continue;
    for (const OrderLineId id : it->second) {
      const bool fits = quote.item ? quote.item == orders_[id].item : quote.line->item.empty();
      if (fits && std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
    }
  }
  if (found.size() != 1) return std::nullopt;
  return Rung{std::move(found), kK5, "K5"};
}

/// K6: too weak to attach by default, but offered (M-4.2).
std::optional<Ladder::Rung> Ladder::weak_candidate(const Quote& quote, LooseLine& loose) const {
  loose.text = "it quotes no order";
  if (!quote.item) return std::nullopt;
  std::vector<OrderLineId> candidates;
  for (const OrderLineId id : orders_.lines_for(*quote.item)) {
    const OrderLine& line = orders_[id];
    const OrderTerms& terms = line.versions.back();
    const Receipt& r = quote.receipt();
    const std::string& site = quote.line->site.empty() ? r.site : quote.line->site;
    const auto base = conversion_.to_base(
        line, quote.line->quantity, quantity_unit(*quote.line, conversion_.items()), quote.units());
    const Date ordered_on = std::chrono::floor<std::chrono::days>(terms.effective.at);
    if (!groups_.same_party(line.supplier, r.supplier)) continue;
    if (!groups_.same_party(line.supplier, r.bill_from)) continue;
    if (!site.empty() && !line.site.empty() && site != line.site) continue;
    if (!base.quantity || terms.ordered - taken_[id] < *base.quantity) continue;
    if (quote.day - ordered_on > policy_.windows.po_candidate || ordered_on > quote.day) continue;
    candidates.push_back(id);
  }
  std::stable_sort(candidates.begin(), candidates.end(), [&](OrderLineId a, OrderLineId b) {
    const auto due = [&](OrderLineId id) {
      const auto& terms = orders_[id].versions.back();
      return terms.due ? terms.due->at : Instant::max();
    };
    return due(a) < due(b);
  });
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < std::min(kShown, candidates.size()); ++i) {
    const OrderLine& line = orders_[candidates[i]];
    loose.candidates.push_back(sentence(line.po.str(), "/", line.line, " (K6 0.50)"));
  }
  if (candidates.size() != 1 || kK6 < policy_.attach_confidence) return std::nullopt;
  return Rung{std::move(candidates), kK6, "K6"};
}

void Ladder::place(const Quote& quote, const Rung& rung, std::vector<AttachedLine>& attached) {
  const OrderLineId id = rung.lines.front();
  const OrderLine& line = orders_[id];
  const BaseQuantity base = conversion_.to_base(line, quote.line->quantity,
                                                quantity_unit(*quote.line, conversion_.items()),
                                                quote.units(rung.substitution));
  if (!base.quantity || !line.unit_problem.empty()) {
    loose_.push_back({LooseReason::unit_unmapped,
                      quote.stage,
                      quote.document_index,
                      quote.line_index,
                      quote.live,
                      quote.line,
                      &line,
                      quote.item,
                      quote.at,
                      base.quantity ? line.unit_problem : base.problem,
                      {}});
    return;
  }
  if (rung.name == "K2") note_line_mismatch(quote, line);
  taken_[id] += *base.quantity;
  attached.push_back({id, quote.document_index, quote.line_index, quote.live, quote.line,
                      signed_for(quote.stage, *base.quantity), Rational(), true, quote.at,
                      rung.confidence, rung.name, rung.substitution,
                      rung.substitution != nullptr && !rung.substitution->approved_on(quote.day)});
}

/// K3: lines at the document's price first, then the earliest due, then the lowest number, each up
/// to its open quantity; what is beyond all of them stays on the last.
void Ladder::place_over_several(const Quote& quote, const Rung& rung,
                                std::vector<AttachedLine>& attached) {
  std::vector<OrderLineId> lines = rung.lines;
  std::stable_sort(lines.begin(), lines.end(), [&](OrderLineId a, OrderLineId b) {
    const auto key = [&](OrderLineId id) {
      const OrderTerms& terms = orders_[id].versions.back();
      const auto price = conversion_.price_per_base(orders_[id], *quote.line, quote.units());
      return std::tuple(!(price && price == terms.price),
                        terms.due ? terms.due->at : Instant::max(), id);
    };
    return key(a) < key(b);
  });
  const BaseQuantity whole =
      conversion_.to_base(orders_[lines.front()], quote.line->quantity,
                          quantity_unit(*quote.line, conversion_.items()), quote.units());
  if (!whole.quantity) return place(quote, {{lines.front()}, rung.confidence, rung.name}, attached);
  Rational rest = abs(*whole.quantity);
  Rational before;
  for (const OrderLineId id : lines) {
    const Rational open = max(Rational(), orders_[id].versions.back().ordered - taken_[id]);
    const Rational share = id == lines.back() ? rest : min(rest, open);
    if (share.is_zero() && !(id == lines.back() && before.is_zero())) continue;
    taken_[id] += share;
    attached.push_back({id, quote.document_index, quote.line_index, quote.live, quote.line, share,
                        before, false, quote.at, rung.confidence, rung.name});
    before += share;
    rest -= share;
    if (rest.is_zero()) break;
  }
  attached.back().last_part = true;
}

void Ladder::note_line_mismatch(const Quote& quote, const OrderLine& line) {
  const std::string& quoted = quote.line->po_line;
  if (quoted.empty() || line_number(quoted) == line_number(line.line)) return;
  Note note;
  note.note = "LINE_REF_MISMATCH";
  note.anchor.supplier = line.supplier;
  note.anchor.po = line.po;
  note.anchor.po_line = line.line;
  note.document = quote.receipt().document.number;
  note.document_line = quote.line->line;
  note.text = sentence("quotes line ", quoted, ", but its item is on line ", line.line,
                       "; the item wins (K2)");
  out_.notes.push_back(std::move(note));
}

}  // namespace weighbridge::matching
