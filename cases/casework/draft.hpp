// A decision in the making: what the actions' functions share. Not for others.
#pragma once

#include "cases/canonical_json.hpp"
#include "cases/casework/decide.hpp"

namespace weighbridge::cases {

/// In which right the person acts: a duty, and what he is to the case.
struct Right {
  Duty duty = Duty::auditor;
  std::string_view as;  ///< "assignee", "lead" ...
};

/// Whether the case's state and what the person is to it allow the action at all.
boost::system::result<Right, Refusal> right_to(const Dossier& dossier, const ActionRow& row);

/// The duties that are missing and that the person holds here, the most common first.
std::vector<Duty> duties_to_approve(const Dossier& dossier, const CaseProposal& proposal);
/// cases::approve() for the proposal, as the best of the person's duties or as `asked`.
boost::system::result<Approval, Refusal> approval_by(const Dossier& dossier,
                                                     const CaseProposal& proposal,
                                                     std::optional<Duty> asked);

/// Whether the person holds the duty that owns the case (M-0.4), where it belongs.
bool holds_owner_role(const Person& person, const Dossier& dossier);
/// Whether the task is the acting person's to complete.
bool completes(const Dossier& dossier, const CaseTask& task);

struct Draft {
  const Dossier& dossier;
  const ActionRequest& request;
  Right right;
  Outcome out;

  Case& value() { return out.value; }
  CaseWork& work() { return out.work; }
  Instant now() const { return dossier.now; }
  const std::string& who() const { return dossier.person.id; }

  /// Moves the case; false and `refusal` when the table does not allow it.
  bool move(CaseState to, Mover mover, Facts facts, std::string_view reason,
            CanonicalObject more = {});
  /// Something that changes the case without moving it.
  void tell(std::string_view action, const CanonicalObject& before, CanonicalObject after,
            std::string_view reason);

  std::optional<Refusal> refusal{};

 private:
  std::string authorised() const;
};

using Handler = void (*)(Draft&);
// One for each action; they set `refusal` when something of the request stands against it.
void assign(Draft& draft);
void start(Draft& draft);
void comment(Draft& draft);
void attach(Draft& draft);
void request_supplier(Draft& draft);
void ask_internal(Draft& draft);
void complete_task(Draft& draft);
void propose(Draft& draft);
void withdraw(Draft& draft);
void approve_proposal(Draft& draft);
void reject(Draft& draft);
void place_hold(Draft& draft);
void release_hold(Draft& draft);
void escalate(Draft& draft);
void merge(Draft& draft);
void confirm(Draft& draft);
void close(Draft& draft);
void reopen(Draft& draft);

/// Follows what was confirmed: the case may be resolved by it.
void advance(Draft& draft);

/// Limits and presence of a text; false and `refusal` otherwise.
bool require_text(Draft& draft, const std::string& text, std::string_view name, std::size_t max);

}  // namespace weighbridge::cases
