#include "matching/billing/reading.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "matching/billing/document_amounts.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/lines/price_date.hpp"

namespace weighbridge::matching {

namespace {

Money absolute(Money amount) {
  return amount.is_negative() ? -amount : amount;
}

struct LineCharges {
  Money discount;  ///< forms the line's price (M-8.6); header allowances are not among them
  Money included;  ///< what the stated amount has in already, as in UBL and CII
};

LineCharges charges_of(const Receipt& invoice, const ReceiptLine& line) {
  LineCharges sums;
  const bool credit = is_credit(invoice);
  for (const Charge& charge : invoice.charges) {
    if (charge.line.empty() || charge.line != line.line) continue;
    if (charge.amount.is_negative()) sums.discount += charge.amount;
    if (charge.included) sums.included += credit ? -charge.amount : charge.amount;
  }
  return sums;
}

/// The part of `line` between two running quantities at its price (M-1.4).
Money extension_of(const InvoicedLine& line) {
  const Rational price = line.price.value_or(Rational());
  const Money start = money(line.before * price, line.currency);
  const Money end = money((line.before + line.quantity) * price, line.currency);
  return end - start;
}

void read_price(InvoicedLine& line, const OrderLine& order, const Conversion& conversion) {
  const Receipt& r = line.receipt();
  line.price = conversion.price_per_base(order, *line.line, unit_context(line));
  if (line.price) line.price = abs(*line.price);
  const LineCharges charges = charges_of(r, *line.line);
  const Money discount = charges.discount;
  const Rational whole = line.last_part ? line.before + line.quantity : line.quantity;
  if (line.price && line.last_part && !discount.is_zero() && !whole.is_zero()) {
    line.price = *line.price + Rational(discount.value) / whole;
  }
  std::optional<Money> stated = line.line->amount;
  if (stated) stated = absolute(*stated) - charges.included + discount;
  if (!line.price && stated && line.last_part && !whole.is_zero()) {
    line.price = Rational(stated->value) / whole;
  }
  line.extension = extension_of(line);
  line.claimed = line.extension;
  if (!stated || !line.last_part) return;
  // The last part ends at the amount that the whole line claims.
  const Rational before = line.before * line.price.value_or(Rational());
  line.claimed = *stated - money(before, line.currency);
  line.extension_error = absolute(line.claimed - line.extension) > minor_unit(line.currency);
}

/// Within half a percent of one: the closeness of M-5.7 and M-5.8.
bool about_one(const Rational& ratio) {
  return abs(ratio - Rational(1, 1)) <= Rational(5, 1000);
}

/// M-8.6: the shipment's date, else the receipt's, else the invoice's. Without a quoted shipment or
/// receipt it is the last one that came before the invoice.
Moment price_date(const InvoicedLine& invoice, const LineEvidence& line, PriceDate first) {
  const auto choose = [&](const auto& rows, const std::string& quoted) -> const AttachedLine* {
    const AttachedLine* chosen = nullptr;
    for (const auto& row : rows) {
      if (!quoted.empty() && row.document() == quoted) return &row;
      if (chosen == nullptr || row.at.at <= invoice.at.at) chosen = &row;
    }
    return chosen;
  };
  const std::string& by_line = invoice.line->references.ship_notice;
  const std::string& notice = by_line.empty() ? invoice.receipt().references.ship_notice : by_line;
  if (first == PriceDate::shipped) {
    if (const auto* shipment = choose(line.shipments, notice)) return shipment->at;
  }
  if (first != PriceDate::invoiced) {
    const auto* receipt = choose(line.receipts, invoice.line->references.receipt);
    if (receipt != nullptr) return receipt->at;
  }
  return invoice.at;
}

/// What the order allows for a base unit of this line: a substitute's own limit first (M-11.6);
/// goods paid by weight at the weight received, else at the weight billed (M-5.9).
std::optional<Rational> ordered_price(const InvoicedLine& invoice, const LineEvidence& line) {
  const Substitution* rule = invoice.substitution;
  if (rule != nullptr && rule->price) {
    return Rational(rule->price->value) / Rational(rule->ratio);
  }
  const OrderTerms& terms = *invoice.terms;
  const auto& weight = invoice.line->price_quantity;
  const bool weighed_here_only = terms.weight_price && !line.weight_per_unit && weight;
  if (!weighed_here_only || invoice.quantity.is_zero()) return line.price_by(terms);
  return *terms.weight_price * abs(Rational(weight->value)) / invoice.quantity;
}

/// What one pack of the item may hold: as the order says itself, then as the item's packs say.
std::vector<Rational> pack_factors(const OrderLine& order, const Conversion& conversion) {
  std::vector<Rational> factors;
  for (const StatedPack& pack : order.packs) factors.push_back(pack.per_base);
  for (const PackRow* pack : conversion.units().packs(*order.item)) {
    factors.push_back(pack->per_base);
  }
  return factors;
}

/// M-5.8
std::optional<Rational> suspected_pack(const InvoicedLine& invoice, const Rational& expected,
                                       const LineEvidence& line, const Conversion& conversion) {
  const auto& ordered_price = invoice.ordered_price;
  if (!line.order->item || !invoice.price || !ordered_price) return std::nullopt;
  if (expected <= Rational() || ordered_price->is_zero() || invoice.quantity.is_zero()) {
    return std::nullopt;
  }
  const Rational quantity_ratio = invoice.quantity / expected;
  const Rational price_ratio = *invoice.price / *ordered_price;
  const Rational one(1, 1);
  for (const Rational& pack : pack_factors(*line.order, conversion)) {
    if (pack == one) continue;
    for (const Rational& factor : {pack, one / pack}) {
      if (about_one(quantity_ratio * factor) && about_one(price_ratio / factor)) return factor;
    }
  }
  return std::nullopt;
}

/// M-5.7
std::optional<Rational> suspected_basis(const InvoicedLine& invoice, const Rational& expected) {
  const auto& ordered_price = invoice.ordered_price;
  if (!invoice.price || !ordered_price || ordered_price->is_zero()) return std::nullopt;
  if (expected <= Rational() || !about_one(invoice.quantity / expected)) return std::nullopt;
  const Rational ratio = *invoice.price / *ordered_price;
  const Rational one(1, 1);
  const std::array<Rational, 5> bases{Rational(10, 1), Rational(100, 1), Rational(1000, 1),
                                      Rational(10'000, 1), invoice.terms->price_basis};
  for (const Rational& basis : bases) {
    if (basis == one || basis <= Rational()) continue;
    if (about_one(ratio / basis) || about_one(ratio * basis)) return ratio;
  }
  return std::nullopt;
}

/// The line's worth when its price is read on the order's basis.
Money reinterpreted(const InvoicedLine& invoice) {
  return money(invoice.quantity * *invoice.ordered_price, invoice.currency);
}

/// M-5.7's a*: what the line claims when its price basis is in doubt.
Money basis_claim(const InvoicedLine& invoice, const LineEvidence& line, const Setting& setting) {
  if (invoice.line->amount) return invoice.claimed;
  const Receipt& r = invoice.receipt();
  const Money other = reinterpreted(invoice);
  if (!r.totals.amount) return invoice.claimed;
  const Money as_read = computed_total(*invoice.live);
  const Money total = as_read - own_amount(*invoice.live, *invoice.line, r.currency) + other;
  const Rational difference = abs(Rational(r.totals.amount->value) - Rational(total.value));
  const Variance variance{difference, Rational(total.value), difference, false};
  const bool balances =
      setting.check(Leg::total, Direction::over, *line.order, variance) == Verdict::within;
  return balances ? other : invoice.claimed;
}

void reread_in_packs(InvoicedLine& invoice, const Rational& factor) {
  invoice.pack = factor;
  invoice.quantity = invoice.quantity * factor;
  invoice.before = invoice.before * factor;
  invoice.price = *invoice.price / factor;
}

template <class Row>
void sort_business_order(std::vector<Row>& rows) {
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    if (a.order_line != b.order_line) return a.order_line < b.order_line;
    const Date day_a = a.receipt().document.date.value_or(Date{});
    const Date day_b = b.receipt().document.date.value_or(Date{});
    if (day_a != day_b) return day_a < day_b;
    if (a.live != b.live) {
      const std::string x = normalised_number(a.document());
      const std::string y = normalised_number(b.document());
      if (x != y) return x < y;
      if (a.document() != b.document()) return a.document() < b.document();
    }
    return std::tuple(a.document_index, a.line_index) < std::tuple(b.document_index, b.line_index);
  });
}

bool negative_line(const ReceiptLine& line) {
  return line.quantity.is_negative() || (line.amount && line.amount->is_negative());
}

}  // namespace

Money minor_unit(Currency currency) {
  Int128 millionths = Decimal::kScale;
  for (int digit = 0; digit < currency.minor_digits(); ++digit) millionths /= 10;
  return Money(Decimal::from_millionths(millionths));
}

void read_invoice_lines(const std::vector<AttachedLine>& attached, const OrderBook& orders,
                        const Conversion& conversion, std::vector<InvoicedLine>& invoices,
                        std::vector<CreditLine>& credits) {
  invoices.reserve(attached.size());
  for (const AttachedLine& row : attached) {
    const OrderLine& order = orders[row.order_line];
    InvoicedLine line;
    static_cast<AttachedLine&>(line) = row;
    line.terms = &order.versions.back();
    const Currency ordered = line.terms->currency;
    line.currency = row.receipt().currency.empty() ? ordered : row.receipt().currency;
    line.foreign_currency = !ordered.empty() && line.currency != ordered;
    line.credit = is_credit(row.receipt()) || negative_line(*row.line);
    line.stated_quantity = line.quantity;
    line.ordered_price = line.terms->price;
    read_price(line, order, conversion);
    if (line.credit) {
      CreditLine& credit = credits.emplace_back();
      static_cast<InvoicedLine&>(credit) = line;
    } else {
      invoices.push_back(line);
    }
  }
  sort_business_order(invoices);
  sort_business_order(credits);
}

void weigh(LineEvidence& line) {
  Rational weight, units;
  for (const ReceivedLine& receipt : line.receipts) {
    const ReceiptLine& stated = *receipt.line;
    if (!stated.price_quantity) continue;
    const std::string_view uom =
        stated.price_uom.empty() ? std::string_view(line.terms->weight_uom) : stated.price_uom;
    const auto factor = uom == line.terms->weight_uom
                            ? std::optional(Rational(1, 1))
                            : unit_table_factor(uom, line.terms->weight_uom);
    if (!factor) continue;
    weight += Rational(stated.price_quantity->value) * *factor;
    units += receipt.quantity;
  }
  if (units > Rational()) line.weight_per_unit = weight / units;
}

void find_misreadings(LineEvidence& line, const Conversion& conversion, const Setting& setting) {
  Rational billed;
  for (InvoicedLine& invoice : line.invoices) {
    const Moment priced = price_date(invoice, line, setting.policy.price_date);
    invoice.terms = &terms_priced(*line.order, priced);
    invoice.ordered_price = ordered_price(invoice, line);
    const bool received = !line.receipts.empty();
    const Rational limit = received ? line.buckets.payable : line.buckets.ordered;
    const Rational expected = max(Rational(), limit - billed);
    if (!invoice.foreign_currency) {
      if (const auto factor = suspected_pack(invoice, expected, line, conversion)) {
        reread_in_packs(invoice, *factor);
      } else if (const auto ratio = suspected_basis(invoice, expected)) {
        invoice.basis = ratio;
        invoice.claimed = basis_claim(invoice, line, setting);
        invoice.extension_error = false;
      }
    }
    billed += invoice.quantity;
  }
  line.buckets.invoiced = billed;
}

}  // namespace weighbridge::matching
