// The audited piece of work that discrepancies of one anchor open (section 16).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/time.hpp"
#include "matching/discrepancy.hpp"

namespace weighbridge::cases {

enum class CaseState : std::uint8_t {
  new_,
  triaged,
  assigned,
  in_review,
  awaiting_supplier,
  awaiting_internal,
  proposed,
  approved,
  executing,
  resolved,
  closed,
  auto_cleared,
  merged,
  reopened
};

std::string_view to_string_view(
    CaseState state);  ///< lower case, as on the wire: "new", "triaged", ...
std::optional<CaseState> case_state_from(std::string_view text);
/// Still to be worked: not resolved, closed, auto-cleared or merged.
bool is_open(CaseState state);

/// One discrepancy as its case remembers it.
struct CaseItem {
  std::string key;  ///< Discrepancy::key()
  std::string rule, code, impact_class, document, document_line, reason;
  std::string quantity, impact, currency;
  Instant first_seen{};
  std::optional<Instant> cleared_at;
};

struct Case {
  std::string id;  ///< "DC-2026-00000001"
  matching::Anchor anchor;
  CaseState state = CaseState::new_;
  std::string title, owner, assignee, severity, cause, currency;
  Money at_stake;  ///< M-0.3
  Instant opened_at{}, changed_at{};
  std::uint64_t version = 1;  ///< counts changes
  std::vector<CaseItem> items;
};

/// What happened to a case, for the ledger.
struct CaseEvent {
  std::string case_id;
  std::string action;         ///< "case.opened", "case.discrepancy_added", "case.auto_cleared", ...
  std::string before, after;  ///< canonical JSON of what changed; empty for none
  std::string reason;
};

struct CaseChanges {
  std::vector<Case> changed;      ///< new and changed cases, whole
  std::vector<CaseEvent> events;  ///< in the order they happened
  std::uint64_t next_number = 1;  ///< the next free case number of the year
};

/// Compares a judgement with the cases known for the anchors it covers: opens (M-16.1), joins,
/// changes, auto-clears (M-14.2). Auto-resolved discrepancies open nothing. Pure; `next_number` is
/// the store's next free number of the year of `now`.
CaseChanges rejudge(const std::vector<Case>& known, const matching::Judgement& judgement,
                    Instant now, std::uint64_t next_number);

}  // namespace weighbridge::cases
