// Cases and the work on them as the figures of section 21 look at them.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "cases/kpis/facts.hpp"
#include "cases/time/service_time.hpp"
#include "gateway/intake/site_calendar.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

struct Period;
class KpiEvidence;

class KpiCases {
 public:
  /// What there is to an invoice.
  struct OfInvoice {
    bool any = false, open = false;
    bool touched = false;  ///< a person did something on one of them
    Instant last_settled{};
  };

  KpiCases(store::Reader& reader, const KpiEvidence& evidence, const Period& period, Instant now);

  void gather(cases::KpiFacts& facts) const;
  /// When the last case of an order line was settled; the beginning of time without one.
  Instant last_settled(const std::string& supplier, const std::string& po,
                       const std::string& po_line) const;
  OfInvoice of_invoice(const std::string& supplier, const std::string& invoice) const;
  /// Whether that line, or the document as a whole, has or had a CASH discrepancy.
  bool ever_cash(const std::string& supplier, const std::string& invoice,
                 const std::string& line) const;

 private:
  /// What the ledger tells of a case.
  struct History {
    std::vector<cases::StateSince> states;
    bool touched = false;
    std::optional<Instant> notified, proposed, decided;
  };
  void read(const cases::LedgerEntry& entry);
  void index(const cases::Case& value);
  void gather_approval(const cases::Case& value, const History& history,
                       cases::KpiFacts& facts) const;
  std::optional<bool> in_time(const cases::Case& value, const History& history,
                              std::string_view site) const;

  const KpiEvidence& evidence_;
  const Period& period_;
  const Instant now_;
  const intake::ZonedSiteCalendar calendar_;
  std::vector<cases::Case> cases_;
  std::map<std::string, History, std::less<>> histories_;  ///< by case number
  std::map<std::tuple<std::string, std::string, std::string>, Instant> settled_lines_;
  std::map<std::pair<std::string, std::string>, OfInvoice> invoices_;
  std::set<std::tuple<std::string, std::string, std::string>> cash_;  ///< supplier, invoice, line
};

}  // namespace weighbridge::pipeline
