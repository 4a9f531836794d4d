#include "matching/lines/accruals.hpp"

#include <algorithm>
#include <unordered_map>

#include "matching/lines/price_date.hpp"

namespace weighbridge::matching {

namespace {

/// The rate that turns the order's currency into the ledger's, as the ledger used it.
std::optional<Rational> accrual_rate(const LineEvidence& line, const PostedLine& posting,
                                     const Setting& setting) {
  const Currency ordered = line.goods_terms->currency;
  const auto stated = posting.receipt().exchange_rate;
  if (posting.currency == ordered) {
    if (stated) return Rational(stated->value);
    return std::nullopt;
  }
  const Rational one(1, 1);
  if (stated && Rational(stated->value) != one) return Rational(stated->value);
  for (const ReceivedLine& receipt : line.receipts) {
    if (receipt.receipt().exchange_rate) return Rational(receipt.receipt().exchange_rate->value);
  }
  const Rational value = posting.quantity * line.unit_value();
  if (posting.currency != setting.policy.functional_currency || !posting.value || value.is_zero()) {
    return std::nullopt;
  }
  return Rational(posting.value->value) / value;
}

class AccrualJudge {
 public:
  AccrualJudge(LineEvidence& line, const Setting& setting)
      : line_(line), leg_(line.accrual), setting_(setting) {}

  void judge() {
    leg_.currency = line_.goods_terms->currency;
    if (!line_.postings.empty()) {
      leg_.currency = line_.postings.front().currency;
      leg_.rate = accrual_rate(line_, line_.postings.front(), setting_);
    }
    convert_ = leg_.currency != line_.goods_terms->currency;
    gather_receipts();
    if (sums_agree()) return;
    leg_.matched = false;
    assign_postings();
    sort_out();
  }

 private:
  using Entries = std::unordered_map<const LiveDocument*, std::size_t>;

  /// One entry a receipt document, less what was returned, the newest receipts first.
  void gather_receipts() {
    Entries entries;
    for (const ReceivedLine& receipt : line_.receipts) {
      const auto [entry, is_new] = entries.try_emplace(receipt.live, receipts_.size());
      if (is_new) {
        receipts_.push_back({&receipt, receipt.total(), {}, {}, {}, 0});
      } else {
        receipts_[entry->second].expected += receipt.total();
      }
    }
    Rational returned = line_.buckets.returned + line_.buckets.returned_rejects;
    for (auto entry = receipts_.rbegin(); entry != receipts_.rend(); ++entry) {
      const Rational share = min(returned, max(Rational(), entry->expected));
      entry->expected -= share;
      returned -= share;
    }
    value_goods(entries);
    for (ReceiptAccrual& entry : receipts_) entry.expected_value = in_ledger(entry.value);
  }

  /// The ledger owes what the invoice may ask (M-8.6): of each receipt its shipments' prices, else
  /// that of its own day.
  void value_goods(const Entries& entries) {
    std::vector<Rational> left;
    for (const ReceiptAccrual& entry : receipts_) left.push_back(entry.expected);
    for (const PricedReceipt& part : line_.goods) {
      const std::size_t place = entries.at(part.receipt->live);
      const Rational share = min(part.units, left[place]);
      receipts_[place].value += share * line_.unit_value(*part.terms);
      left[place] -= share;
    }
    for (std::size_t i = 0; i < receipts_.size(); ++i) {
      const OrderTerms& terms = terms_priced(*line_.order, receipts_[i].receipt->at);
      receipts_[i].value += left[i] * line_.unit_value(terms);
    }
  }

  Money in_ledger(Rational value) const {
    if (convert_ && leg_.rate) value = value * *leg_.rate;
    return money(value, leg_.currency);
  }

  bool values_comparable() const {
    if (convert_ && !leg_.rate) return false;
    if (!line_.price_by(*line_.terms)) return false;
    return std::all_of(line_.postings.begin(), line_.postings.end(), [&](const PostedLine& p) {
      return p.value.has_value() && p.currency == leg_.currency;
    });
  }

  bool agrees(const Rational& expected, const Rational& posted, Money expected_value,
              Money posted_value) const {
    const Rational quantity = expected - posted;
    if (!within(Leg::erp_qty, quantity, expected, true)) return false;
    if (!leg_.value_checked) return true;
    const Rational value = Rational(expected_value.value) - Rational(posted_value.value);
    return within(Leg::erp_value, value, Rational(expected_value.value), false);
  }

  bool within(Leg leg, const Rational& difference, const Rational& base, bool is_quantity) const {
    if (difference.is_zero()) return true;
    // Posted more than expected is over.
    const Direction direction = difference.is_negative() ? Direction::over : Direction::under;
    const Rational size = abs(difference);
    const Variance variance{size, abs(base), is_quantity ? size * line_.unit_value() : size,
                            is_quantity};
    return setting_.check(leg, direction, *line_.order, variance) != Verdict::outside;
  }

  bool sums_agree() {
    leg_.value_checked = values_comparable();
    Rational expected, posted;
    Money expected_value, posted_value;
    for (const ReceiptAccrual& entry : receipts_) {
      expected += entry.expected;
      expected_value += entry.expected_value;
    }
    for (const PostedLine& posting : line_.postings) {
      posted += posting.quantity;
      posted_value += posting.value.value_or(Money());
    }
    return agrees(expected, posted, expected_value, posted_value);
  }

  bool window_passed(const Moment& since) const {
    return setting_.windows.hours_passed(line_.order->site, since,
                                         setting_.policy.windows.erp_posting);
  }

  /// A posting belongs to the receipt it names, else to the oldest that lacks one.
  void assign_postings() {
    for (const PostedLine& posting : line_.postings) {
      if (posting.quantity.is_zero()) continue;  // reversed: as if it had never been posted
      const std::string& named = posting.line->references.receipt;
      ReceiptAccrual* target = named.empty() ? first_lacking() : find(named);
      if (target == nullptr || (target->expected.is_zero() && !posting.quantity.is_zero())) {
        const bool reversed = target != nullptr;
        if (reversed || window_passed(posting.at)) leg_.orphans.push_back(&posting);
        continue;
      }
      target->posted += posting.quantity;
      ++target->postings;
      posted_value_ += posting.value.value_or(Money());
    }
  }

  ReceiptAccrual* find(const std::string& document) {
    const auto found = std::find_if(
        receipts_.begin(), receipts_.end(),
        [&](const ReceiptAccrual& entry) { return entry.receipt->document() == document; });
    return found == receipts_.end() ? nullptr : &*found;
  }

  ReceiptAccrual* first_lacking() {
    for (ReceiptAccrual& entry : receipts_) {
      if (entry.posted < entry.expected) return &entry;
    }
    return receipts_.empty() ? nullptr : &receipts_.back();
  }

  void sort_out() {
    for (const ReceiptAccrual& entry : receipts_) {
      if (entry.postings == 0) {
        const bool due = !entry.expected.is_zero() && window_passed(entry.receipt->at);
        if (due) leg_.missing.push_back(entry);
        continue;
      }
      leg_.expected += entry.expected;
      leg_.expected_value += entry.expected_value;
      leg_.posted += entry.posted;
    }
    leg_.posted_value = posted_value_;
    leg_.differs = !agrees(leg_.expected, leg_.posted, leg_.expected_value, leg_.posted_value);
  }

  LineEvidence& line_;
  AccrualLeg& leg_;
  const Setting& setting_;
  bool convert_ = false;
  std::vector<ReceiptAccrual> receipts_;
  Money posted_value_;
};

}  // namespace

void judge_accruals(LineEvidence& line, const Setting& setting) {
  if (!line.in_mode_all() || line.consignment()) return;
  AccrualJudge(line, setting).judge();
}

}  // namespace weighbridge::matching
