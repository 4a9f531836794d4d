#include "matching/billing/settlement.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "matching/billing/document_amounts.hpp"
#include "matching/billing/partition.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/unjudgeable.hpp"

namespace weighbridge::matching {

namespace {

using std::chrono::year_month;
using std::chrono::year_month_day;

year_month month_of(Date day) {
  const year_month_day date{day};
  return date.year() / date.month();
}

bool holds_payment(const Raised& raised) {
  const Discrepancy& d = raised.discrepancy;
  return !d.auto_resolved && d.hold.find_first_of("LI") != std::string_view::npos;
}

/// Adds up one invoice.
class Settlement {
 public:
  explicit Settlement(const InvoiceFile& file) : file_(file) {
    result_.supplier = file.receipt().supplier;
    result_.invoice = file.receipt().document.number;
    result_.currency = file.currency;
    result_.gross = file.gross;
    result_.outcome = "evaluated";
    // A line that stands with no order line can not be paid, whichever rule says so.
    for (const LooseLine* loose : file.loose) {
      if (loose->reason == LooseReason::non_po) continue;  // it may (M-8.7)
      blocked_.try_emplace(loose->line, own_amount(*loose->live, *loose->line, file.currency));
    }
  }

  /// Q11 holds the payment of what bills a substitute that nobody approved; a credit waits for its
  /// invoice.
  void block_doubtful() {
    for (const InvoicedLine* line : file_.lines) {
      if (line->identity_doubtful) block_line(*line);
    }
    for (const CreditLine* line : file_.credits) {
      if (line->kind == CreditKind::parked) blocked_.try_emplace(line->line, -line->claimed);
    }
  }

  void add(const Raised& raised) {
    if (!holds_payment(raised)) return;
    const Discrepancy& d = raised.discrepancy;
    if (d.hold.find('I') != std::string_view::npos) {
      whole_ = true;
    } else if (d.line_effect == LineEffect::blocked) {
      if (raised.invoice_line != nullptr) block_line(*raised.invoice_line);
    } else {
      impacts_.push_back(&raised);
    }
  }

  InvoiceResult finish() {
    if (file_.held()) result_.outcome = file_.duplicate.voided ? "void" : "held";
    if (file_.parked()) {
      result_.outcome = "parked";
      result_.blocked = result_.gross;
      return result_;
    }
    if (whole_ || file_.held()) {
      result_.blocked = result_.gross;
      if (!file_.held()) result_.outcome = "held";
      return result_;
    }
    for (const auto& [line, amount] : blocked_) {
      result_.blocked += amount;
      result_.consequential_tax += tax_on(amount, file_.tax_rate_of(line));
    }
    for (const Raised* raised : impacts_) add_impact(*raised);
    for (const InvoicedLine* line : file_.lines) {
      if (blocked_.contains(line->line)) continue;
      result_.waiting += waiting_of(*line);
    }
    result_.payable_now = result_.gross - result_.blocked - result_.disputed -
                          result_.consequential_tax - result_.waiting;
    return result_;
  }

 private:
  void block_line(const InvoicedLine& blocked) {
    Money amount;  // of all parts of the line (K3)
    for (const InvoicedLine* line : file_.lines) {
      if (line->line == blocked.line) amount += line->claimed;
    }
    blocked_.try_emplace(blocked.line, amount);
  }

  void add_impact(const Raised& raised) {
    const Discrepancy& d = raised.discrepancy;
    const bool of_blocked_line =
        raised.invoice_line != nullptr && blocked_.contains(raised.invoice_line->line);
    if (d.impact_class != ImpactClass::cash || d.impact <= Money() || of_blocked_line) return;
    result_.disputed += d.impact;
    if (d.rule == "P01") price_disputed_.insert(raised.invoice_line);
    if (d.rule == "C04") return;  // a tax itself
    const bool charge = d.rule == "C01" || d.rule == "C02";
    const ReceiptLine* line = raised.invoice_line == nullptr ? nullptr : raised.invoice_line->line;
    result_.consequential_tax +=
        tax_on(d.impact, charge ? file_.charge_tax_rate : file_.tax_rate_of(line));
  }

  Money tax_on(Money amount, const Rational& rate) const {
    return money(Rational(amount.value) * rate, file_.currency);
  }

  /// What waits is what would be paid: an open price dispute has taken its part out already.
  Money waiting_of(const InvoicedLine& line) const {
    const Segment& waiting = line.of(Pool::waiting);
    if (waiting.units.is_zero() || !price_disputed_.contains(&line)) return waiting.amount;
    const Rational before = line.of(Pool::payable).units;
    const Rational& price = *line.ordered_price;
    return money((before + waiting.units) * price, line.currency) -
           money(before * price, line.currency);
  }

  const InvoiceFile& file_;
  InvoiceResult result_;
  bool whole_ = false;
  std::map<const ReceiptLine*, Money> blocked_;
  std::vector<const Raised*> impacts_;
  std::set<const InvoicedLine*> price_disputed_;
};

}  // namespace

void auto_accept(std::vector<Raised>& raised, const Policy& policy) {
  std::vector<Raised*> small;
  for (Raised& r : raised) {
    const bool fits = r.rule->may_auto_accept && r.discrepancy.impact > Money() &&
                      r.functional_impact <= Rational(policy.auto_accept.each.value);
    if (fits) small.push_back(&r);
  }
  std::sort(small.begin(), small.end(), [](const Raised* a, const Raised* b) {
    const auto key = [](const Raised* r) {
      const Discrepancy& d = r->discrepancy;
      return std::tuple(std::string_view(d.anchor.supplier.str()), r->on,
                        normalised_number(d.document), std::string_view(d.document),
                        std::string_view(d.document_line), d.rule,
                        std::string_view(d.anchor.po.str()), std::string_view(d.anchor.po_line));
    };
    return key(a) < key(b);
  });
  // By supplier and month: the sum so far, and whether the cap has been met.
  struct Month {
    Rational accepted;
    bool full = false;
  };
  std::map<std::tuple<std::string_view, year_month>, Month> months;
  for (Raised* r : small) {
    Month& month = months[{r->discrepancy.anchor.supplier.str(), month_of(r->on)}];
    const Rational sum = month.accepted + r->functional_impact;
    month.full = month.full || sum > Rational(policy.auto_accept.monthly_per_supplier.value);
    if (month.full) continue;
    month.accepted = sum;
    r->discrepancy.auto_resolved = true;
    r->discrepancy.hold = "-";
    r->discrepancy.arithmetic.emplace_back("M-14.1 written off as small");
  }
}

std::vector<InvoiceResult> settle(std::span<const InvoiceFile> files,
                                  std::span<const Raised> raised) {
  std::vector<Settlement> settlements;
  settlements.reserve(files.size());
  for (const InvoiceFile& file : files) settlements.emplace_back(file).block_doubtful();
  for (const Raised& r : raised) {
    if (r.invoice == nullptr) continue;
    settlements[static_cast<std::size_t>(r.invoice - files.data())].add(r);
  }
  std::vector<InvoiceResult> results;
  results.reserve(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    blaming([&files, i] { return std::vector{&files[i].receipt()}; },
            [&] { results.push_back(settlements[i].finish()); });
  }
  return results;
}

}  // namespace weighbridge::matching
