#include "matching/billing/partition.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "matching/identity/normalise.hpp"

namespace weighbridge::matching {

namespace {

constexpr std::array kOpenPools{Pool::payable,      Pool::waiting,  Pool::returned,
                                Pool::not_received, Pool::rejected, Pool::beyond_order};

/// What is left in each pool while invoices consume them.
class Pools {
 public:
  explicit Pools(const LineEvidence& line) {
    const Excess& e = line.excess;
    left(Pool::payable) = line.buckets.billed - e.total;
    left(Pool::waiting) = e.waiting;
    left(Pool::returned) = e.returned;
    left(Pool::not_received) = e.not_received;
    left(Pool::rejected) = e.rejected;
    left(Pool::beyond_order) = e.beyond_order;
  }

  Rational take(Pool pool, const Rational& wanted) {
    const Rational share = min(wanted, left(pool));
    left(pool) -= share;
    return share;
  }

 private:
  Rational& left(Pool pool) { return left_[static_cast<std::size_t>(pool)]; }
  std::array<Rational, kPools> left_{};
};

/// The receipt rows of a line by what invoices may quote of them.
class QuotedReceipts {
 public:
  using Row = std::pair<std::string_view, std::size_t>;  ///< what is quoted, and the row's place

  explicit QuotedReceipts(const LineEvidence& line) {
    for (std::size_t i = 0; i < line.receipts.size(); ++i) {
      by_receipt_.emplace_back(line.receipts[i].document(), i);
    }
    for (const ShippedLine& shipment : line.shipments) {
      for (const Arrival& arrival : shipment.arrivals) {
        const auto row = static_cast<std::size_t>(arrival.receipt - line.receipts.data());
        by_notice_.emplace_back(shipment.document(), row);
      }
    }
    for (Rows* rows : {&by_receipt_, &by_notice_}) {
      std::sort(rows->begin(), rows->end());
      rows->erase(std::unique(rows->begin(), rows->end()), rows->end());
    }
  }

  /// What `invoice` quotes, the oldest first: a receipt, or a shipment and with it the receipts
  /// against it.
  std::span<const Row> of(const InvoicedLine& invoice) const {
    const LineReferences& references = invoice.line->references;
    if (!references.receipt.empty()) return find(by_receipt_, references.receipt);
    const std::string& notice = references.ship_notice;
    return find(by_notice_, notice.empty() ? invoice.receipt().references.ship_notice : notice);
  }

 private:
  using Rows = std::vector<Row>;

  static std::span<const Row> find(const Rows& rows, std::string_view document) {
    const auto before = [](const Row& row, std::string_view number) { return row.first < number; };
    const auto first = std::lower_bound(rows.begin(), rows.end(), document, before);
    auto last = first;
    while (!document.empty() && last != rows.end() && last->first == document) ++last;
    return {first, last};
  }

  Rows by_receipt_, by_notice_;
};

/// M-8.3: what may be paid by decision stays with its invoice.
void consume_released(LineEvidence& line, Pools& pools) {
  for (InvoicedLine& invoice : line.invoices) {
    const Rational wanted =
        min(invoice.released, invoice.quantity - invoice.of(Pool::credited).units);
    if (wanted > Rational()) invoice.of(Pool::payable).units += pools.take(Pool::payable, wanted);
  }
}

/// M-4.6: first of all others, a line takes from the receipt that it quotes.
void consume_quoted(LineEvidence& line, Pools& pools) {
  std::vector<Rational> payable_of;  // by receipt row, what of it is payable
  Rational rest = line.buckets.payable;
  for (const ReceivedLine& receipt : line.receipts) {
    payable_of.push_back(min(rest, receipt.good));
    rest -= payable_of.back();
  }
  const QuotedReceipts quoted(line);
  for (InvoicedLine& invoice : line.invoices) {
    Rational wanted =
        invoice.quantity - invoice.of(Pool::credited).units - invoice.of(Pool::payable).units;
    for (const auto& [document, i] : quoted.of(invoice)) {
      if (wanted <= Rational()) break;
      const Rational share = pools.take(Pool::payable, min(wanted, payable_of[i]));
      invoice.of(Pool::payable).units += share;
      payable_of[i] -= share;
      wanted -= share;
    }
  }
}

void consume_in_order(LineEvidence& line, Pools& pools) {
  for (InvoicedLine& invoice : line.invoices) {
    Rational wanted =
        invoice.quantity - invoice.of(Pool::credited).units - invoice.of(Pool::payable).units;
    for (const Pool pool : kOpenPools) {
      const Rational share = pools.take(pool, wanted);
      invoice.of(pool).units += share;
      wanted -= share;
    }
  }
}

/// M-1.4: the running quantity at the price, segment by segment; the last ends at the claim.
void price_segments(InvoicedLine& invoice) {
  Rational price = invoice.price.value_or(Rational());
  // On a doubtful basis only the claim tells what a unit costs (M-5.7).
  if (invoice.basis && !invoice.quantity.is_zero()) {
    price = Rational(invoice.claimed.value) / invoice.quantity;
  }
  // A wrong extension is a discrepancy of its own (P04) and must not count twice.
  const Money total = invoice.extension_error ? invoice.extension : invoice.claimed;
  const Money start = money(invoice.before * price, invoice.currency);
  Rational running = invoice.before;
  Money reached;
  Segment* last = nullptr;
  for (Segment& segment : invoice.segments) {
    segment.amount = Money();
    if (segment.units.is_zero()) continue;
    running += segment.units;
    const Money end = money(running * price, invoice.currency) - start;
    segment.amount = end - reached;
    reached = end;
    last = &segment;
  }
  if (last != nullptr) last->amount += total - reached;
}

}  // namespace

Excess partition_excess(const Buckets& b) {
  const Rational zero;
  Excess e;
  e.total = max(zero, b.billed - b.payable);
  e.waiting = min(min(e.total, b.in_transit), max(zero, b.ordered - b.payable));
  e.returned = min(e.total - e.waiting, b.returned_open);
  const Rational allowed = max(b.ordered, b.payable + e.waiting);
  Rational rest = e.total - e.waiting - e.returned;
  e.beyond_order = min(rest, max(zero, b.billed - e.returned - allowed));
  rest -= e.beyond_order;
  e.rejected = min(rest, b.rejected);
  e.not_received = rest - e.rejected;
  return e;
}

void allocate(LineEvidence& line, const Setting& setting) {
  Buckets& b = line.buckets;
  b.billed = b.invoiced - b.credited;
  line.excess = partition_excess(b);
  const Rational beyond = line.excess.total - line.excess.waiting - line.excess.returned;
  const Variance variance{beyond, b.payable,
                          setting.functional(beyond * line.unit_value(), line.goods_terms->currency,
                                             line.goods_terms->document->exchange_rate),
                          true};
  line.excess_verdict = beyond.is_zero() ? Verdict::within
                                         : setting.check(Leg::qty_inv_payable, Direction::over,
                                                         *line.order, variance);
  for (InvoicedLine& invoice : line.invoices) {
    for (const Pool pool : kOpenPools) invoice.of(pool) = {};
  }
  Pools pools(line);
  consume_released(line, pools);
  consume_quoted(line, pools);
  consume_in_order(line, pools);
  for (InvoicedLine& invoice : line.invoices) price_segments(invoice);
}

void take_releases(LineEvidence& line, std::span<const Decision* const> decisions) {
  for (const Decision* decision : decisions) {
    if (decision->kind != DecisionKind::release_payment) continue;
    for (InvoicedLine& invoice : line.invoices) {
      if (invoice.document() != decision->document) continue;
      const bool of_line = decision->document_line.empty() ||
                           line_number(decision->document_line) == line_number(invoice.line->line);
      if (!of_line) continue;
      invoice.released +=
          decision->quantity ? Rational(decision->quantity->value) : invoice.quantity;
      break;
    }
  }
}

std::optional<Money> price_variance(const InvoicedLine& invoice) {
  const Rational units = invoice.ok_units();
  if (units.is_zero() || !invoice.price || !invoice.ordered_price || invoice.foreign_currency) {
    return std::nullopt;
  }
  return invoice.ok_amount() - invoice.price_credit -
         money(units * *invoice.ordered_price, invoice.currency);
}

Verdict price_verdict(const InvoicedLine& invoice, Money variance, const LineEvidence& line,
                      const Setting& setting) {
  const bool over = !variance.is_negative();
  const Leg leg = line.order->estimated_price ? Leg::price_est : Leg::price;
  const Money owed = money(invoice.ok_units() * *invoice.ordered_price, invoice.currency);
  const Rational size = abs(Rational(variance.value));
  const Variance measured{
      size, Rational(owed.value),
      setting.functional(size, invoice.currency, invoice.receipt().exchange_rate), false};
  return setting.check(leg, over ? Direction::over : Direction::under, *line.order, measured);
}

}  // namespace weighbridge::matching
