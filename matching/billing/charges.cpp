#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "matching/billing/document_amounts.hpp"
#include "matching/billing/invoice_file.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/unjudgeable.hpp"

namespace weighbridge::matching {

namespace {

/// The canonical type of a charge; a code that no map knows names its own.
const std::string& kind_of(const Charge& charge) {
  return charge.kind.empty() ? charge.code : charge.kind;
}

/// What one order agrees on one kind of charge, and what is left of it.
struct Agreement {
  std::optional<Money> total;  ///< for the whole order
  std::optional<Percent> pct;  ///< of each invoice's goods
  Money spent;

  Rational allowed(Money goods) const {
    Rational left;
    if (total) left += Rational(total->value) - Rational(spent.value);
    if (pct) left += Rational(goods.value) * Rational(pct->value) / Rational(100, 1);
    return max(Rational(), left);
  }
};

/// The agreements of one order.
struct OrderAgreements {
  std::map<std::string, Agreement> charges;
  std::vector<AgreedCharge> allowances;
  Money allowance_given;
  Money goods_billed;
  Rational goods_ordered;
};

void apply_policy(const Policy& policy, const OrderBook::Order& order, OrderAgreements& agreed) {
  for (const OrderPolicy& rule : policy.orders) {
    if (rule.po != order.po) continue;
    if (!rule.supplier.empty() && rule.supplier != order.supplier) continue;
    for (const AgreedCharge& charge : rule.charges) {
      agreed.charges[charge.kind] = {charge.amount, charge.pct, {}};
    }
    if (!rule.allowances.empty()) agreed.allowances = rule.allowances;
  }
}

/// Whether the price of one of the order's lines has `charge` in it already (M-8.6).
bool is_in_price(const Charge& charge, const Receipt* document, std::span<const OrderLine> lines) {
  return charge.amount.is_negative() && !charge.line.empty() &&
         std::any_of(lines.begin(), lines.end(), [&](const OrderLine& line) {
           const OrderTerms& terms = line.versions.back();
           return terms.document == document && terms.discounted == charge.line;
         });
}

OrderAgreements agreements_of(const OrderBook& orders, const OrderBook::Order& order,
                              const Policy& policy) {
  OrderAgreements agreed;
  std::set<const Receipt*> documents;
  for (const OrderLine& line : orders.lines_of(order)) {
    const OrderTerms& terms = line.versions.back();
    const Rational extension = terms.ordered * terms.price.value_or(Rational());
    agreed.goods_ordered += Rational(money(extension, terms.currency).value);
    if (!documents.insert(terms.document).second) continue;
    for (const Charge& charge : terms.document->charges) {
      if (is_in_price(charge, terms.document, orders.lines_of(order))) continue;
      if (charge.amount.is_negative()) {
        agreed.allowances.push_back({charge.kind, -charge.amount, std::nullopt});
        continue;
      }
      Agreement& agreement = agreed.charges[kind_of(charge)];
      agreement.total = agreement.total.value_or(Money()) + charge.amount;
    }
  }
  apply_policy(policy, order, agreed);
  return agreed;
}

class ChargeDesk {
 public:
  ChargeDesk(const OrderBook& orders, const Setting& setting)
      : orders_(orders), setting_(setting) {}

  void check(InvoiceFile& file) {
    OrderAgreements none;
    std::vector<OrderAgreements*> agreed = agreements_for(file);
    if (agreed.empty()) agreed.push_back(&none);
    check_charges_of(file, agreed);
    check_allowances(file, agreed);
  }

 private:
  std::vector<OrderAgreements*> agreements_for(const InvoiceFile& file) {
    std::set<std::tuple<SupplierId, PoNumber>> keys;
    for (const InvoicedLine* line : file.lines) {
      const OrderLine& order = orders_[line->order_line];
      keys.emplace(order.supplier, order.po);
    }
    std::vector<OrderAgreements*> found;
    for (const auto& key : keys) {
      auto known = agreements_.find(key);
      if (known == agreements_.end()) {
        for (const OrderBook::Order* order : orders_.find(std::get<1>(key).str())) {
          if (order->supplier != std::get<0>(key)) continue;
          known = agreements_.emplace(key, agreements_of(orders_, *order, setting_.policy)).first;
        }
      }
      if (known != agreements_.end()) found.push_back(&known->second);
    }
    return found;
  }

  /// M-8.7: charges of a kind that its supplier may bill without any agreement.
  bool needs_no_agreement(const InvoiceFile& file, const std::string& kind, Money amount) const {
    const auto& allowed = setting_.policy.non_po;
    return std::any_of(allowed.begin(), allowed.end(), [&](const NonPoAllowance& row) {
      return !row.kind.empty() && row.kind == kind && row.supplier == file.receipt().supplier &&
             amount <= row.ceiling;
    });
  }

  void check_charges_of(InvoiceFile& file, const std::vector<OrderAgreements*>& agreed) const {
    std::map<std::string, Money> billed;
    for (const Charge& charge : file.receipt().charges) {
      if (!charge.amount.is_negative()) billed[kind_of(charge)] += charge.amount;
    }
    for (const auto& [kind, amount] : billed) {
      std::vector<Agreement*> agreements;
      for (OrderAgreements* order : agreed) {
        if (const auto it = order->charges.find(kind); it != order->charges.end()) {
          agreements.push_back(&it->second);
        }
      }
      if (agreements.empty()) {
        if (!amount.is_zero() && !needs_no_agreement(file, kind, amount)) {
          file.charge_gaps.push_back({ChargeGap::Kind::not_agreed, kind, {}, amount, {}});
        }
        continue;
      }
      spend(file, kind, amount, agreements);
    }
  }

  static void spend(InvoiceFile& file, const std::string& kind, Money amount,
                    const std::vector<Agreement*>& agreements) {
    Rational allowed, base;
    for (const Agreement* agreement : agreements) {
      allowed += agreement->allowed(file.goods);
      base += agreement->total ? Rational(agreement->total->value) : agreement->allowed(file.goods);
    }
    const Money agreed = money(allowed, file.currency);
    if (agreed < amount) {
      file.charge_gaps.push_back({ChargeGap::Kind::over_agreed, kind, agreed, amount, base});
    }
    Rational rest(amount.value);
    for (Agreement* agreement : agreements) {
      const Rational share = min(rest, agreement->allowed(file.goods));
      if (agreement->total) agreement->spent += money(share, file.currency);
      rest -= share;
    }
  }

  /// An amount agreed for the whole order is due in step with the goods billed. What was given
  /// earlier than due counts later.
  static void check_allowances(InvoiceFile& file, const std::vector<OrderAgreements*>& agreed) {
    Money given;
    for (const Charge& charge : file.receipt().charges) {
      if (charge.amount.is_negative() && charge.line.empty()) given -= charge.amount;
    }
    Rational due;
    for (OrderAgreements* order : agreed) {
      order->goods_billed += file.goods;
      const Rational goods(order->goods_billed.value);
      const bool whole = order->goods_ordered.is_zero() || goods >= order->goods_ordered;
      Rational order_due;
      for (const AgreedCharge& allowance : order->allowances) {
        if (allowance.pct) {
          order_due += goods * Rational(allowance.pct->value) / Rational(100, 1);
        }
        if (allowance.amount) {
          const Rational total(allowance.amount->value);
          order_due += whole ? total : total * goods / order->goods_ordered;
        }
      }
      due += order_due - Rational(order->allowance_given.value);
      order->allowance_given = money(order_due, file.currency);
    }
    const Money agreed_amount = money(due, file.currency);
    if (agreed_amount > given) {
      file.charge_gaps.push_back({ChargeGap::Kind::allowance_short, "allowance", agreed_amount,
                                  given, Rational(agreed_amount.value)});
    } else {
      agreed.front()->allowance_given += given - agreed_amount;
    }
  }

  const OrderBook& orders_;
  const Setting& setting_;
  std::map<std::tuple<SupplierId, PoNumber>, OrderAgreements> agreements_;
};

/// Takes what credits grant on charges off the gaps of the invoices that they correct.
class ChargeCredits {
 public:
  explicit ChargeCredits(std::span<InvoiceFile* const> invoices) : invoices_(invoices) {}

  void apply(InvoiceFile& credit) {
    for (const Charge& charge : credit.receipt().charges) {
      if (!charge.amount.is_negative() || !charge.line.empty()) continue;
      const Money granted = -charge.amount;
      credit.unexpected_credit += granted - spend(credit, kind_of(charge), granted);
    }
    for (CreditLine* line : credit.credits) {
      const bool open = line->kind == CreditKind::unapplied && line->quantity.is_zero();
      if (!open || line->unexpected.is_zero()) continue;
      const Money used = spend(credit, {}, line->unexpected);
      if (used.is_zero()) continue;
      line->kind = CreditKind::charge;
      line->unexpected -= used;
    }
  }

 private:
  /// What of `amount` meets an open charge of this kind (any kind when empty).
  Money spend(const InvoiceFile& credit, const std::string& kind, Money amount) {
    Money used;
    for (std::size_t i = invoices_.size(); i > 0; --i) {
      InvoiceFile& invoice = *invoices_[i - 1];
      if (!corrects(credit, invoice)) continue;
      for (ChargeGap& gap : invoice.charge_gaps) {
        const bool allowance = gap.kind == ChargeGap::Kind::allowance_short;
        if (!kind.empty() && !allowance && gap.name != kind) continue;
        const Money open = allowance ? gap.agreed - gap.billed : gap.billed - gap.agreed;
        const Money share = std::min(amount - used, open);
        (allowance ? gap.billed : gap.agreed) += share;
        used += share;
      }
      std::erase_if(invoice.charge_gaps,
                    [](const ChargeGap& gap) { return gap.billed == gap.agreed; });
    }
    return used;
  }

  static bool corrects(const InvoiceFile& credit, const InvoiceFile& invoice) {
    const Receipt& c = credit.receipt();
    if (c.supplier != invoice.receipt().supplier) return false;
    const std::string& named = c.references.invoice;
    if (!named.empty()) {
      return normalised_number(named) == normalised_number(invoice.receipt().document.number);
    }
    return !credit.po.empty() && credit.po == invoice.po;
  }

  std::span<InvoiceFile* const> invoices_;
};

}  // namespace

void check_charges(std::vector<InvoiceFile>& files, const OrderBook& orders,
                   const Setting& setting) {
  std::vector<InvoiceFile*> in_order;
  for (InvoiceFile& file : files) {
    if (!file.held() && !file.credit) in_order.push_back(&file);
  }
  std::stable_sort(in_order.begin(), in_order.end(), [](const auto* a, const auto* b) {
    const auto key = [](const InvoiceFile* file) {
      return std::tuple(file->receipt().document.date.value_or(Date{}),
                        normalised_number(file->receipt().document.number),
                        std::string_view(file->receipt().document.number));
    };
    return key(a) < key(b);
  });
  ChargeDesk desk(orders, setting);
  for (InvoiceFile* file : in_order) {
    blaming([file] { return std::vector{&file->receipt()}; }, [&] { desk.check(*file); });
  }
  ChargeCredits credits(in_order);
  for (InvoiceFile& file : files) {
    if (file.credit && !file.held() && !file.parked()) credits.apply(file);
  }
}

}  // namespace weighbridge::matching
