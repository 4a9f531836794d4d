// What the figures of section 21 are counted from: plain facts, each with whose it is. Whoever
// gathers them has put only those of the period here.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_state.hpp"
#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/rational.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::cases {

/// Empty where a fact is nobody's: stock has no supplier, an invoice no site.
struct Whose {
  std::string supplier, site, owner;
};

/// A case that is open, or was settled in the period.
struct CaseFact : Whose {
  Instant opened{};
  std::optional<Instant> settled;  ///< nothing: it is open
  CaseState state = CaseState::new_;
  Money exposure;  ///< absolute
  Currency currency;
  std::optional<Instant> notified;  ///< when the supplier was told first
  std::optional<bool> in_time;      ///< within its target; of resolved ones
  bool touched = false;             ///< a person did something on it
};

/// An order line that came to agree in the period.
struct LineFact : Whose {
  Instant first{};    ///< of its receipts and invoices to be accepted
  Instant matched{};  ///< when the last that it needed came, or its last case was settled
};

/// What of the posted receipts of an order line no invoice has cleared (M-12.4).
struct ResidueFact : Whose {
  Currency currency;
  Money price_variance, fx_variance, quantity_variance;
  std::chrono::days age{0};  ///< since its first receipt
};

/// A line of an invoice that was judged.
struct InvoiceLineFact : Whose {
  bool ever_cash = false;        ///< had a CASH discrepancy at any time (waiting is none)
  bool supplier_caused = false;  ///< has one now whose cause lies with the supplier
};

/// An invoice that nothing holds any more.
struct InvoiceFact : Whose {
  bool touched = false;  ///< a person did something on it or on its cases
  bool was_held = false;
  std::optional<Date> discount_date;
  Date released{};
  Money discount;
  Currency currency;
};

/// A count line, at its first counting.
struct CountFact : Whose {
  std::string location;
  Rational expected, counted;
  std::optional<Rational> unit_cost;
  bool within = false;  ///< the tolerance `COUNT`
};

/// A decision on an adjustment of stock that somebody proposed.
struct ApprovalFact : Whose {
  std::chrono::seconds business_time{0};
};

/// A receipt that the ERP's books agree with.
struct PostingFact : Whose {
  std::chrono::seconds latency{0};  ///< from the receipt to the posting that made them agree
};

/// A document that came in and is no repetition of another.
struct InboundFact : Whose {
  bool failed_at_first = false;  ///< it was quarantined or refused at the first attempt
};

/// Money decided against a supplier.
struct RecoveryFact : Whose {
  Currency currency;
  Money decided, realised;
};

// Of the scorecard.

struct ShipmentFact : Whose {
  bool announced_in_time = false;  ///< its ship notice was accepted before the first receipt
};
/// A line of a ship notice whose goods have come.
struct NoticeLineFact : Whose {
  bool equal = false;  ///< in item, quantity and unit
};
/// An order line that was due in the period; base units.
struct DueLineFact : Whose {
  Rational ordered, kept_in_time;  ///< kept until the due day and the grace after it
  bool inside_date = false;        ///< nothing of it came outside the tolerance `DATE`
};

struct KpiFacts {
  std::vector<CaseFact> cases;
  std::vector<LineFact> lines;
  std::vector<ResidueFact> residues;
  std::vector<InvoiceLineFact> invoice_lines;
  std::vector<InvoiceFact> invoices;
  std::vector<CountFact> counts;
  std::vector<ApprovalFact> approvals;
  std::vector<PostingFact> postings;
  std::vector<InboundFact> inbound;
  std::vector<RecoveryFact> recoveries;
  std::vector<ShipmentFact> shipments;
  std::vector<NoticeLineFact> notice_lines;
  std::vector<DueLineFact> due_lines;
};

/// The facts by what `key` says of whose they are; facts of nobody are left out.
std::map<std::string, KpiFacts> grouped(const KpiFacts& facts,
                                        const std::function<std::string(const Whose&)>& key);

}  // namespace weighbridge::cases
