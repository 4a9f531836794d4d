#include "matching/billing/credits.hpp"

#include <algorithm>
#include <initializer_list>

#include "matching/billing/partition.hpp"
#include "matching/billing/reading.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

bool about(Money a, Money b, Currency currency) {
  const Money difference = a - b;
  const Money unit = minor_unit(currency);
  return difference <= unit && -difference <= unit;
}

std::string_view referenced_invoice(const CreditLine& credit) {
  const std::string& by_line = credit.line->references.invoice;
  return by_line.empty() ? credit.receipt().references.invoice : by_line;
}

/// Whether the credit quotes the return by its own number or the supplier's, wherever its format
/// has room for it.
bool names_return(const CreditLine& credit, const InventoryEvent& event) {
  const DocumentReferences& r = credit.receipt().references;
  const LineReferences& l = credit.line->references;
  const auto named = [&](const std::string& number) {
    if (number.empty()) return false;
    for (const std::string* quoted :
         {&r.rma, &r.case_number, &r.reverses, &r.ship_notice, &l.receipt, &l.ship_notice}) {
      if (*quoted == number) return true;
    }
    return l.reverses && l.reverses->document == number;
  };
  return named(event.id) || named(event.rma) || named(event.order);
}

bool has_any(const OpenCase& known, std::initializer_list<std::string_view> rules) {
  return std::any_of(known.rules.begin(), known.rules.end(), [&](const std::string& rule) {
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
  });
}

class CreditDesk {
 public:
  CreditDesk(LineEvidence& line, const CreditNames& names, const Setting& setting)
      : line_(line), names_(names), setting_(setting) {
    const Excess& e = line.excess;
    open_units_ = e.total - e.waiting;
    other_units_ = open_units_ - e.returned;
  }

  /// M-11.1, first that fits.
  void classify(CreditLine& credit) {
    if (!names_.invoice_arrived(credit.receipt(), referenced_invoice(credit))) {
      credit.kind = CreditKind::parked;
    } else if (ReturnedLine* named = named_return(credit)) {
      credit_return(credit, *named);
    } else if (by_named_case(credit)) {
      return;
    } else if (InvoicedLine* invoice = quantity_credit(credit, true)) {
      credit_units(credit, *invoice);
    } else if (InvoicedLine* disputed = price_credit(credit, true)) {
      credit_price(credit, *disputed);
    } else if (ReturnedLine* likely = likely_return(credit)) {
      credit_return(credit, *likely);
    } else {
      credit.unexpected = credit.claimed;
    }
  }

 private:
  bool may_correct(const CreditLine& credit, const InvoicedLine& invoice) const {
    const std::string_view named = referenced_invoice(credit);
    return named.empty() || normalised_number(named) == normalised_number(invoice.document());
  }

  /// (a) by the number of a return.
  ReturnedLine* named_return(const CreditLine& credit) {
    for (ReturnedLine& returned : line_.returns) {
      const bool fits = !returned.billed.is_zero() && names_return(credit, *returned.event);
      if (fits) return &returned;
    }
    return nullptr;
  }

  /// (a) by the number of a case: its kind decides, whatever the amount looks like.
  bool by_named_case(CreditLine& credit) {
    const OpenCase* known = names_.open_case(credit.receipt().references.case_number);
    if (known == nullptr) return false;
    if (has_any(*known, {"Q06", "Q07", "Q09", "V01", "V02"})) {
      if (InvoicedLine* invoice = quantity_credit(credit, false)) {
        credit_units(credit, *invoice);
        return true;
      }
    }
    if (has_any(*known, {"P01"})) {
      if (InvoicedLine* invoice = price_credit(credit, false)) {
        credit_price(credit, *invoice);
        return true;
      }
    }
    return false;
  }

  /// (b): the amount is the units at the price at which they were billed.
  InvoicedLine* quantity_credit(const CreditLine& credit, bool by_amount) {
    const Rational& units = credit.quantity;
    if (units.is_zero() || units > open_units_) return nullptr;
    return newest([&](const InvoicedLine& invoice) {
      if (!may_correct(credit, invoice) || !invoice.price) return false;
      return !by_amount ||
             about(credit.claimed, money(units * *invoice.price, credit.currency), credit.currency);
    });
  }

  /// (c): the amount is the units at the difference of the prices, or there are no units, while a
  /// price is in dispute.
  InvoicedLine* price_credit(const CreditLine& credit, bool by_amount) {
    const Rational& units = credit.quantity;
    return newest([&](const InvoicedLine& invoice) {
      if (!may_correct(credit, invoice) || open_dispute(invoice).is_zero()) return false;
      if (units.is_zero() || !by_amount) return true;
      const Rational difference = *invoice.price - *invoice.ordered_price;
      return about(credit.claimed, money(units * difference, credit.currency), credit.currency);
    });
  }

  /// A credit for exactly the units of a return, or for its very amount: with less than expected
  /// it is short (restocking that nobody agreed), not unexpected.
  ReturnedLine* likely_return(const CreditLine& credit) {
    for (ReturnedLine& returned : line_.returns) {
      if (returned.open_units().is_zero() || returned.answered()) continue;
      const Money difference = credit.claimed - returned.expected;
      const bool within = credit_verdict(line_, returned, difference, setting_) != Verdict::outside;
      const bool same_units = credit.quantity == returned.open_units();
      const bool fits =
          same_units ? within || difference.is_negative() : credit.quantity.is_zero() && within;
      if (fits) return &returned;
    }
    return nullptr;
  }

  Money open_dispute(const InvoicedLine& invoice) const {
    const std::optional<Money> variance = price_variance(invoice);
    if (!variance || variance->is_negative()) return {};
    const bool first = invoice.price_credit.is_zero();
    // Once a credit stands against it, the rest of the dispute stays open whatever its size.
    if (first && price_verdict(invoice, *variance, line_, setting_) != Verdict::outside) return {};
    return *variance;
  }

  void credit_price(CreditLine& credit, InvoicedLine& disputed) {
    credit.kind = CreditKind::price;
    credit.applied = &disputed;
    const Money open = open_dispute(disputed);
    const Money granted = std::min(open, credit.claimed);
    disputed.price_credit += granted;
    credit.unexpected = credit.claimed - granted;
  }

  /// Units of the excess: what was returned when exactly that is credited, else other excess first.
  void credit_units(CreditLine& credit, InvoicedLine& invoice) {
    credit.kind = CreditKind::quantity;
    credit.applied = &invoice;
    const Rational units = credit.quantity;
    take_back(units, invoice);
    ReturnedLine* exact = other_units_ == units ? nullptr : return_of(units);
    if (exact != nullptr) return answer(*exact, credit, units, credit.claimed);
    const Rational other = min(units, other_units_);
    other_units_ -= other;
    Rational rest = units - other;
    Money left = credit.claimed - part_of(credit.claimed, other, units, credit.currency);
    for (ReturnedLine& returned : line_.returns) {
      if (rest.is_zero()) break;
      const Rational share = min(rest, returned.open_units());
      if (share.is_zero()) continue;
      const Money amount = part_of(left, share, rest, credit.currency);
      answer(returned, credit, share, amount);
      rest -= share;
      left -= amount;
    }
  }

  static Money part_of(Money amount, const Rational& units, const Rational& of, Currency currency) {
    return money(Rational(amount.value) * units / of, currency);
  }

  ReturnedLine* return_of(const Rational& units) {
    for (ReturnedLine& returned : line_.returns) {
      if (!units.is_zero() && returned.open_units() == units) return &returned;
    }
    return nullptr;
  }

  void credit_return(CreditLine& credit, ReturnedLine& returned) {
    credit.kind = CreditKind::quantity;
    const Rational open = returned.open_units();
    const Rational units = credit.quantity.is_zero() ? open : min(credit.quantity, open);
    InvoicedLine* billed = newest(
        [](const InvoicedLine& invoice) { return !invoice.of(Pool::returned).units.is_zero(); });
    if (billed != nullptr && !units.is_zero()) take_back(units, *billed);
    credit.applied = billed;
    answer(returned, credit, units, credit.claimed);
  }

  /// What a return is credited beyond all tolerance was not expected (V03).
  void answer(ReturnedLine& returned, CreditLine& credit, const Rational& units, Money amount) {
    returned.credited_units += units;
    returned.credited += amount;
    returned.last_credit = credit.document();
    const Money over = returned.credited - returned.expected;
    if (over <= Money()) return;
    if (credit_verdict(line_, returned, over, setting_) != Verdict::outside) return;
    credit.unexpected += over;
    returned.credited -= over;
  }

  template <class Fits>
  InvoicedLine* newest(Fits fits) {
    for (std::size_t i = line_.invoices.size(); i > 0; --i) {
      if (fits(line_.invoices[i - 1])) return &line_.invoices[i - 1];
    }
    return nullptr;
  }

  /// The units leave the invoice that the credit corrects, then the newest others.
  void take_back(Rational units, InvoicedLine& first) {
    open_units_ -= units;
    line_.buckets.credited += units;
    const auto take = [&](InvoicedLine& invoice) {
      Segment& credited = invoice.of(Pool::credited);
      const Rational share = min(units, invoice.quantity - credited.units);
      credited.units += share;
      units -= share;
    };
    take(first);
    for (std::size_t i = line_.invoices.size(); i > 0 && !units.is_zero(); --i) {
      take(line_.invoices[i - 1]);
    }
  }

  LineEvidence& line_;
  const CreditNames& names_;
  const Setting& setting_;
  Rational open_units_;   ///< excess that a credit may take back
  Rational other_units_;  ///< of them, what was not returned
};

}  // namespace

CreditNames::CreditNames(const Evidence& evidence, std::span<const LiveDocument> invoices,
                         const SupplierGroups& groups)
    : groups_(groups), cases_(evidence.cases) {
  const bool any_credit = std::any_of(invoices.begin(), invoices.end(), [](const auto& document) {
    return is_credit(document.receipt());
  });
  if (!any_credit) return;
  for (const AcceptedReceipt& accepted : evidence.receipts) {
    const Receipt& r = accepted.receipt;
    if (r.stage == Stage::invoiced && !is_credit(r))
      invoices_.insert(key(r.supplier, r.document.number));
  }
}

std::string CreditNames::key(const SupplierId& supplier, std::string_view invoice) const {
  return sentence(groups_.group_of(supplier), "\x1f", normalised_number(invoice));
}

bool CreditNames::invoice_arrived(const Receipt& credit, std::string_view invoice) const {
  // A minus line of an ordinary invoice corrects what it likes.
  if (invoice.empty() || !is_credit(credit)) return true;
  return invoices_.contains(key(credit.supplier, invoice));
}

const OpenCase* CreditNames::open_case(std::string_view number) const {
  if (number.empty()) return nullptr;
  const auto found = std::find_if(cases_.begin(), cases_.end(),
                                  [&](const OpenCase& known) { return known.id == number; });
  return found == cases_.end() ? nullptr : &*found;
}

void apply_credits(LineEvidence& line, const CreditNames& names, const Setting& setting) {
  if (line.credits.empty()) return;
  CreditDesk desk(line, names, setting);
  for (CreditLine& credit : line.credits) desk.classify(credit);
  Rational open;
  for (const ReturnedLine& returned : line.returns) open += returned.open_units();
  line.buckets.returned_open = open;
  allocate(line, setting);
}

}  // namespace weighbridge::matching
