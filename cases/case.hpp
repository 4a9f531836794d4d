// The audited piece of work that discrepancies of one anchor open (section 16).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_state.hpp"
#include "mappings/canonical/time.hpp"
#include "matching/discrepancy.hpp"

namespace weighbridge::cases {

/// One discrepancy as its case remembers it; cleared ones stay.
struct CaseItem {
  std::string key;  ///< Discrepancy::key()
  std::string rule, code;
  matching::ImpactClass impact_class = matching::ImpactClass::none;
  matching::Severity severity = matching::Severity::low;
  std::string owner, cause;
  std::string document, document_line, sku;
  std::string quantity, uom;  ///< base units; empty where the code counts none
  Money impact;               ///< signed (M-1.6)
  Currency currency;
  std::string reason;
  Instant first_seen{};  ///< kept while quantity and impact change (M-13.1)
  std::optional<Instant> cleared_at;
  std::string cleared_by;  ///< what arrived and made the condition go away (M-14.2)
  bool operator==(const CaseItem&) const = default;
};

struct Case {
  std::string id;  ///< "DC-2026-00000001"
  /// Of M-16.1: an order line, an invoice, a transfer line or an event; see case_anchor().
  matching::Anchor anchor;
  CaseState state = CaseState::new_;
  std::string title;
  std::string owner;  ///< contract role (M-0.4)
  std::string assignee;
  matching::Severity severity = matching::Severity::low;  ///< the highest of its open items
  std::string cause;
  Money at_stake;  ///< M-0.3, in `currency`
  Currency currency;
  std::set<std::string, std::less<>> flags;  ///< "CONDITION_GONE", "NO_RESPONSE", ...
  std::string site;                          ///< where it belongs; empty where nothing says so
  std::string merged_into;  ///< the case that goes on with it; empty: it was not merged
  std::string follows;  ///< the earlier case of the same anchor that was settled; empty for none
  Instant opened_at{}, changed_at{};
  std::optional<Instant> settled_at;  ///< resolved, closed, cleared or merged
  std::uint64_t version = 1;          ///< counts changes
  std::vector<CaseItem> items;        ///< in the order in which they joined
  bool operator==(const Case&) const = default;
};

/// "DC-2026-00000001" (M-16.1).
struct CaseNumber {
  int year = 0;
  std::uint64_t number = 0;
  auto operator<=>(const CaseNumber&) const = default;
};
std::string to_string(const CaseNumber& number);
std::optional<CaseNumber> parse_case_number(std::string_view id);

/// The anchor under which a discrepancy is worked (M-16.1): header-level codes per document,
/// everything else per order line, transfer line or event.
matching::Anchor case_anchor(const matching::Discrepancy& discrepancy);

// What a merged case is marked with once the case that took it in is settled: decided there with
// it, or left undecided, so that its discrepancies may open a case again.
constexpr std::string_view kDecidedThere = "DECIDED_THERE", kLeftThere = "LEFT_THERE";

/// What happened to a case, for the ledger.
struct CaseEvent {
  std::string case_id;
  std::string action;         ///< "case.opened", "case.discrepancy_added", "case.auto_cleared", ...
  std::string before, after;  ///< canonical JSON of what changed; empty for none
  std::string reason;
  bool operator==(const CaseEvent&) const = default;
};

struct CaseChanges {
  std::vector<Case> changed;      ///< new and changed cases, whole
  std::vector<CaseEvent> events;  ///< in the order they happened
  std::uint64_t next_number = 1;  ///< the next free case number of the year
  /// For each discrepancy of the judgement, in its order, the case that holds it; empty for none.
  std::vector<std::string> case_of;
};

/// Compares a judgement with the cases of the anchors it covers: opens (M-16.1), joins, changes in
/// place (M-13.1), auto-clears (M-14.2, M-14.3). Auto-resolved discrepancies open nothing (M-14.1),
/// and one that a case holds already counts as gone.
/// `known` holds every case of those anchors, settled ones too: what is open there and not in the
/// judgement is cleared. `next_number` is the next free number of the year of `now`; `cleared_by`
/// names what arrived. Judging again with the result changes nothing. Pure.
CaseChanges rejudge(const std::vector<Case>& known, const matching::Judgement& judgement,
                    Instant now, std::uint64_t next_number, std::string_view cleared_by = {});

/// Moves a case along the table of section 16 and says what happened, or why it may not.
boost::system::result<CaseEvent, MoveRefusal> move_case(Case& value, CaseState to, Mover mover,
                                                        Facts facts, Instant now,
                                                        std::string_view reason = {});

}  // namespace weighbridge::cases
