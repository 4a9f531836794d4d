// Orders, shipments, receipts, postings and invoices as the figures of section 21 look at them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "cases/kpis/facts.hpp"
#include "matching/policy.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

struct Period;
class KpiCases;

class KpiEvidence {
 public:
  KpiEvidence(store::Reader& reader, const matching::Policy& policy, const Period& period,
              Instant now);

  /// The site of an order line; empty when it is not known.
  std::string site_of(const std::string& supplier, const std::string& po,
                      const std::string& po_line) const;
  /// Everything but what is about cases.
  void gather(const KpiCases& cases, cases::KpiFacts& facts) const;

 private:
  using LineKey = std::tuple<std::string, std::string, std::string>;  // supplier, po, po_line
  using DocumentKey = std::pair<std::string, std::string>;            // supplier, number

  /// What arrived for one order line.
  struct LineEvidence {
    std::optional<Instant> first, last;              ///< accepted: receipts and invoices
    std::optional<Instant> last_received;            ///< in the world
    std::optional<Instant> last_posted;              ///< in the books
    std::optional<Date> due;                         ///< of the order
    std::vector<std::pair<Instant, Rational>> kept;  ///< received, as the receipts state it
  };
  /// A ship notice, or what receipts say of one that never came.
  struct Shipment {
    std::string site;
    std::optional<Instant> announced, received;  ///< accepted first
  };

  void read(const matching::AcceptedReceipt& accepted);
  void read_receipt(const Receipt& receipt, Instant accepted);
  void gather_line(const matching::LineResult& line, const KpiCases& cases,
                   cases::KpiFacts& facts) const;
  void gather_due(const matching::LineResult& line, const LineEvidence& known,
                  cases::KpiFacts& facts) const;
  void gather_shipments(cases::KpiFacts& facts) const;
  void gather_notice_lines(cases::KpiFacts& facts) const;
  void gather_invoice(const Receipt& invoice, const KpiCases& cases, cases::KpiFacts& facts) const;
  void gather_release(const Receipt& invoice, const KpiCases& cases, cases::KpiFacts& facts) const;
  bool has_rule(const LineKey& key, std::initializer_list<std::string_view> rules) const;

  const matching::Policy& policy_;
  const Period& period_;
  const Instant now_;
  std::map<LineKey, LineEvidence> lines_;
  std::map<LineKey, matching::LineResult> results_;
  std::map<DocumentKey, matching::InvoiceResult> invoice_results_;
  std::map<LineKey, std::set<std::string_view>> rules_;  ///< of today's discrepancies
  std::set<LineKey> cash_;  ///< supplier, document and its line that have a CASH discrepancy today
  std::map<DocumentKey, Shipment> shipments_;
  std::map<DocumentKey, Receipt> notices_, invoices_;  ///< the last version of each
};

}  // namespace weighbridge::pipeline
