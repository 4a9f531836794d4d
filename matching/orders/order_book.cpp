#include "matching/orders/order_book.hpp"

#include <algorithm>

#include "matching/identity/normalise.hpp"
#include "matching/orders/order_versions.hpp"
#include "matching/unjudgeable.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

bool applies(const OrderPolicy& rule, const OrderLine& line) {
  return (rule.supplier.empty() || rule.supplier == line.supplier) &&
         (rule.po.empty() || rule.po == line.po) &&
         (rule.po_line.empty() || line_number(rule.po_line) == line_number(line.line));
}

void apply(const OrderPolicy& rule, OrderLine& line) {
  if (rule.mode) line.mode = *rule.mode;
  if (rule.bill_basis) line.bill_basis = rule.bill_basis;
  if (rule.estimated_price) line.estimated_price = *rule.estimated_price;
  if (rule.asn_required) line.asn_required = *rule.asn_required;
  if (rule.self_billing) line.self_billing = *rule.self_billing;
  if (rule.ship_complete) line.ship_complete = *rule.ship_complete;
  if (rule.over_receipt_pct) line.over_receipt_pct = rule.over_receipt_pct;
  if (rule.under_receipt_pct) line.under_receipt_pct = rule.under_receipt_pct;
}

/// The policy's overrides by order number, so that a long list costs nothing per line.
class OrderPolicies {
 public:
  explicit OrderPolicies(const Policy& policy) : policy_(policy) {
    for (const OrderPolicy& rule : policy.orders) {
      by_po_[rule.po.str()].push_back(&rule);
    }
  }

  void settle(OrderLine& line) const {
    const auto& always = policy_.asn_required_suppliers;
    line.mode = policy_.mode;
    line.asn_required =
        std::find(always.begin(), always.end(), line.supplier.str()) != always.end();
    // The narrower rule speaks last: any order, this order, this line of it.
    apply_all("", line, false);
    apply_all("", line, true);
    apply_all(line.po.str(), line, false);
    apply_all(line.po.str(), line, true);
  }

 private:
  void apply_all(const std::string& po, OrderLine& line, bool of_one_line) const {
    const auto found = by_po_.find(po);
    if (found == by_po_.end()) return;
    for (const OrderPolicy* rule : found->second) {
      if (rule->po_line.empty() != of_one_line && applies(*rule, line)) apply(*rule, line);
    }
  }

  const Policy& policy_;
  std::unordered_map<std::string, std::vector<const OrderPolicy*>> by_po_;
};

/// The price of a unit of weight, where goods are counted in pieces and paid by weight (M-5.9).
void read_weight_price(const ReceiptLine& ordered, const OrderLine& line,
                       const Conversion& conversion, const UnitContext& context,
                       OrderTerms& terms) {
  if (!ordered.unit_price || ordered.price_uom.empty()) return;
  if (conversion.factor(line, ordered.price_uom, context)) return;
  terms.weight_uom = ordered.price_uom;
  terms.weight_price = Rational(ordered.unit_price->value);
  if (ordered.price_basis && !ordered.price_basis->is_zero()) {
    terms.weight_price = *terms.weight_price / Rational(ordered.price_basis->value);
  }
}

/// Discounts that were agreed for one line form its price, as an invoice's do (M-8.6): whoever
/// bills by the line gives them by the line, or bills the price less them.
void discount_price(const OrderedVersion& version, OrderTerms& terms) {
  if (!terms.price || terms.ordered <= Rational()) return;
  const std::string& line = version.line->line;
  for (const Charge& charge : version.document->charges) {
    if (line.empty() || charge.line != line || !charge.amount.is_negative()) continue;
    terms.price = *terms.price + Rational(charge.amount.value) / terms.ordered;
    terms.discounted = line;
  }
}

OrderTerms terms_of(const OrderedVersion& version, OrderLine& line, const Conversion& conversion) {
  OrderTerms terms;
  terms.effective = version.effective;
  terms.document = version.document;
  terms.currency = version.document->currency;
  terms.cancelled = version.cancelled;
  terms.due = version.due;
  const Date day = std::chrono::floor<std::chrono::days>(version.effective.at);
  const UnitContext context{line.supplier, day};
  const BaseQuantity base = conversion.to_base(line, version.quantity, version.line->uom, context);
  line.unit_problem = base.problem;
  terms.ordered = base.quantity.value_or(Rational());
  terms.price = conversion.price_per_base(line, *version.line, context);
  read_weight_price(*version.line, line, conversion, context, terms);
  discount_price(version, terms);
  const auto& amount = version.line->amount;
  if (!terms.price && !terms.weight_price && amount && terms.ordered > Rational()) {
    terms.price = Rational(amount->value) / terms.ordered;  // an order that states only the total
  }
  if (version.line->price_basis) terms.price_basis = Rational(version.line->price_basis->value);
  return terms;
}

/// The packs that the versions of a line state themselves: they go before all others (M-5.1).
std::vector<StatedPack> stated_packs(const OrderedLine& entry) {
  std::vector<StatedPack> packs;
  for (const OrderedVersion& version : entry.versions) {
    const auto& per_base = version.line->per_base;
    if (!per_base || version.line->uom.empty()) continue;
    const Date from = std::chrono::floor<std::chrono::days>(version.effective.at);
    packs.push_back({version.line->uom, Rational(per_base->value), from});
  }
  return packs;
}

/// The unit in which a line is counted. One that is ordered in packs of several, as it says itself,
/// is counted in pieces where no table knows better.
std::string counted_in(const OrderLine& line, const Conversion& conversion) {
  const std::string_view base =
      line.item ? conversion.units().base_uom(*line.item, line.ordered_uom) : line.ordered_uom;
  const bool in_packs = !line.packs.empty() && line.packs.back().uom == base &&
                        line.packs.back().per_base != Rational(1, 1);
  const bool from_table = line.item && !conversion.items()[*line.item].base_uom.empty();
  return in_packs && !from_table ? "EA" : std::string(base);
}

OrderLine order_line_of(const OrderedLine& entry, const Conversion& conversion,
                        const OrderPolicies& policies) {
  const ReceiptLine& latest = *entry.versions.back().line;
  OrderLine line;
  line.supplier = entry.supplier;
  line.po = entry.po;
  line.line = entry.line;
  line.item = conversion.items().find(latest.item, entry.supplier);
  line.ordered_uom = latest.uom;
  line.sku = line.item ? conversion.items()[*line.item].sku : std::string();
  if (line.item) line.item_group = conversion.items()[*line.item].group;
  line.packs = stated_packs(entry);
  line.uom = counted_in(line, conversion);
  line.site = latest.site.empty() ? entry.versions.back().document->site : latest.site;
  policies.settle(line);
  for (const OrderedVersion& version : entry.versions) {
    const OrderTerms terms = terms_of(version, line, conversion);
    line.versions.push_back(terms);
  }
  return line;
}

std::vector<const Receipt*> documents_of(const OrderedLine& entry) {
  std::vector<const Receipt*> documents;
  for (const OrderedVersion& version : entry.versions) documents.push_back(version.document);
  return documents;
}

}  // namespace

OrderBook::OrderBook(std::span<const LiveDocument> orders, const Conversion& conversion,
                     const Policy& policy) {
  const OrderPolicies policies(policy);
  for (const OrderedLine& entry : gather_order_lines(orders)) {
    const auto id = static_cast<OrderLineId>(lines_.size());
    blaming([&] { return documents_of(entry); },
            [&] { lines_.push_back(order_line_of(entry, conversion, policies)); });
    const OrderLine& line = lines_.back();
    if (line.item) by_item_[*line.item].push_back(id);
    if (orders_.empty() || orders_.back().po != line.po ||
        orders_.back().supplier != line.supplier) {
      const auto order = static_cast<std::uint32_t>(orders_.size());
      orders_.push_back({line.supplier, line.po, id, 0});
      by_number_[line.po.str()].push_back(order);
      by_normalised_[normalised_number(line.po.str())].push_back(order);
    }
    ++orders_.back().count;
  }
}

std::vector<const OrderBook::Order*> OrderBook::find(std::string_view po) const {
  return look_up(by_number_, po);
}

std::vector<const OrderBook::Order*> OrderBook::find_normalised(std::string_view normalised) const {
  return look_up(by_normalised_, normalised);
}

std::vector<const OrderBook::Order*> OrderBook::look_up(const Index& index,
                                                        std::string_view key) const {
  std::vector<const Order*> found;
  if (const auto it = index.find(std::string(key)); it != index.end()) {
    for (const std::uint32_t order : it->second) found.push_back(&orders_[order]);
  }
  return found;
}

std::span<const OrderLineId> OrderBook::lines_for(ItemId item) const {
  const auto found = by_item_.find(item);
  if (found == by_item_.end()) return {};
  return found->second;
}

}  // namespace weighbridge::matching
