// An invoice with everything that was found out about it.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "matching/identity/duplicates.hpp"
#include "matching/lines/line_evidence.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// A charge or allowance that is not as agreed (M-8.8).
struct ChargeGap {
  enum class Kind : std::uint8_t { not_agreed, over_agreed, allowance_short };
  Kind kind = Kind::not_agreed;
  std::string name;  ///< "freight"
  Money agreed, billed;
  Rational base;  ///< what the tolerance's percentage is of
};

/// One tax of the invoice against its own base (M-8.9).
struct TaxCheck {
  std::string code;
  Rational rate;  ///< 7/100
  Money base, billed, computed;
};

struct InvoiceFile {
  const LiveDocument* live = nullptr;
  Currency currency;
  bool credit = false;
  DuplicateVerdict duplicate;
  PoNumber po;  ///< the one order that the whole invoice quotes; empty for several
  std::vector<const InvoicedLine*> lines;
  std::vector<CreditLine*> credits;
  std::vector<const LooseLine*> loose;
  Money goods;            ///< lines as claimed
  Money computed, gross;  ///< M-8.12
  std::vector<ChargeGap> charge_gaps;
  Money unexpected_credit;  ///< granted on charges that nobody disputes (V03)
  /// Remit-to or bank as the supplier's record has it and as the invoice states it, where the two
  /// differ (M-4.4); else empty.
  std::string payee_known_as, payee_stated;
  std::vector<TaxCheck> taxes;
  Rational goods_tax_rate, charge_tax_rate;  ///< for consequential tax (M-8.9)
  /// Where the bases of several taxes tell which line bears which: it goes before the rate of all.
  std::unordered_map<const ReceiptLine*, Rational> line_tax_rates;

  Rational tax_rate_of(const ReceiptLine* line) const {
    const auto own = line_tax_rates.find(line);
    return own == line_tax_rates.end() ? goods_tax_rate : own->second;
  }

  const Receipt& receipt() const { return live->receipt(); }
  bool held() const { return duplicate.kind != DuplicateKind::none; }
  /// A credit that waits for the invoice that it corrects (M-11.1).
  bool parked() const;
};

/// One file for each of `documents`, with its lines from the tables. An invoice that names no
/// currency is in that of its orders, else in `functional`.
std::vector<InvoiceFile> open_invoice_files(std::span<const LiveDocument> documents,
                                            std::vector<DuplicateVerdict> duplicates,
                                            std::span<const InvoicedLine> invoices,
                                            std::span<CreditLine> credits,
                                            std::span<const LooseLine> loose,
                                            const OrderBook& orders, const Setting& setting);

/// Compares charges and allowances with what the orders and the policy agree, in business order: an
/// agreed total is spent once (M-8.8). Then takes credits off the charges in dispute (M-11.1 c).
void check_charges(std::vector<InvoiceFile>& files, const OrderBook& orders,
                   const Setting& setting);

/// Recomputes each tax from its own base, and finds out what consequential tax follows a dispute
/// (M-8.9).
void check_taxes(InvoiceFile& file);

}  // namespace weighbridge::matching
