// The states of a case and the moves between them, section 16 as a table. Whatever is not in the
// table is refused.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

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

/// Who moves a case.
enum class Mover : std::uint8_t { system, lead, assignee, task_holder, approver, supplier };

/// What must be so before a move is allowed. Whoever asks for the move states the facts; this
/// layer has no way to find them out.
enum class Fact : std::uint8_t {
  not_auto_accepted,    ///< M-14.1
  triage_set,           ///< severity, owner role, service times, root-cause advice
  assignee_holds_role,  ///< the owner role, for the site and entity
  no_duty_bar,          ///< segregation of duties S1 to S9
  notice_accepted,      ///< the outbound notice is accepted for sending
  response_received,    ///< from the supplier
  response_overdue,     ///< five business days without one
  task_named,           ///< with role and due time
  proposal_complete,    ///< resolution id, amount, reason code
  evidence_present,     ///< what the resolution requires (section 18)
  rejection_reason,     ///< given by the approver
  within_limits,        ///< approval limits
  approvals_complete,   ///< every approval that is required
  actions_dispatched,   ///< with idempotency keys
  actions_confirmed,    ///< every one of them
  action_failed,        ///< for good
  condition_gone,       ///< re-evaluation finds nothing left (M-14.2)
  nothing_executed,     ///< no decision is being carried out, or was, that clearing would hide
                        ///< (M-14.3)
  exposure_rose,        ///< above the amount that was approved (M-14.4)
  target_open_same_supplier,    ///< the case to merge into
  five_days_without_reopening,  ///< calendar days
  reopening_reason,
  within_ninety_days  ///< of closing
};

/// A set of a small enumeration's values.
template <class Enum>
class SetOf {
 public:
  constexpr SetOf() = default;
  constexpr SetOf(std::initializer_list<Enum> values) {
    for (const Enum value : values) bits_ |= bit(value);
  }
  constexpr bool has(Enum value) const { return (bits_ & bit(value)) != 0; }
  constexpr bool covers(SetOf other) const { return (other.bits_ & ~bits_) == 0; }
  friend constexpr SetOf operator|(SetOf a, SetOf b) {
    a.bits_ |= b.bits_;
    return a;
  }
  constexpr bool operator==(const SetOf&) const = default;

 private:
  static constexpr std::uint32_t bit(Enum value) { return 1U << static_cast<unsigned>(value); }
  std::uint32_t bits_ = 0;
};
using Movers = SetOf<Mover>;
using Facts = SetOf<Fact>;

/// One row of section 16. Two rows with equal ends are alternatives.
struct Transition {
  std::optional<CaseState> from;  ///< nothing: the case is being opened
  CaseState to;
  Movers by;
  Facts needs;              ///< all of them
  std::string_view action;  ///< the ledger's word for it
  std::string_view flag;    ///< what the move leaves marked on the case; empty for nothing
};

/// The whole table.
std::span<const Transition> transitions();

struct MoveRefusal {
  std::string reason;  ///< one sentence: what is missing or why this can never be
};

/// The row that allows `mover` to take a case from `from` to `to` while `facts` hold, or why none
/// does.
boost::system::result<Transition, MoveRefusal> find_transition(std::optional<CaseState> from,
                                                               CaseState to, Mover mover,
                                                               Facts facts);

}  // namespace weighbridge::cases
