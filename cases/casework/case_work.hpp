// What people do with a case, beside its state: proposals and approvals, comments, attachments,
// tasks, what the supplier was told, and what carrying out a decision does.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_state.hpp"
#include "cases/duties/approval.hpp"
#include "cases/resolutions.hpp"
#include "cases/time/service_time.hpp"
#include "mappings/canonical/currency.hpp"

namespace weighbridge::cases {

enum class ProposalState : std::uint8_t {
  open,
  approved,
  executing,
  done,
  rejected,
  withdrawn,
  void_  ///< what it was about changed (M-14.3, M-14.4)
};
std::string_view to_string_view(ProposalState state);
std::optional<ProposalState> proposal_state_from(std::string_view text);

/// What somebody wants to be decided, and what others said to it.
struct CaseProposal {
  std::uint32_t number = 0;  ///< 1, 2, 3 ... within the case
  ProposalState state = ProposalState::open;
  std::string resolution;  ///< section 18: "ACC" ...
  std::string reason_code, reason;
  Money amount;  ///< signed, in `currency`
  Currency currency;
  Money evaluated;  ///< what was at stake then: approvals are bound to it (M-14.4)
  bool about_stock = false;
  std::vector<std::string> discrepancies;  ///< keys of what it settles
  std::vector<std::string> rules;          ///< of those, each once
  std::map<Proof, std::string> evidence;   ///< what lies with it
  std::optional<Date> until;               ///< of WAIT
  std::string by;
  Instant at{};
  std::string settled_by, settled_reason;
  std::optional<Instant> settled_at;
  std::vector<Approval> approvals;
  bool operator==(const CaseProposal&) const = default;

  /// Still counts: open, approved or being carried out.
  bool is_current() const { return state <= ProposalState::executing; }
};

struct CaseComment {
  std::uint32_t number = 0;
  Instant at{};
  std::string by, text;
  std::vector<std::string> mentions;
  std::string message;  ///< the supplier's answer that it is; empty: a person's
  bool operator==(const CaseComment&) const = default;
};

/// Its bytes are the store's.
struct CaseAttachment {
  std::uint32_t number = 0;
  Instant at{};
  std::string by, name, media_type;
  std::uint64_t bytes = 0;
  std::string sha256;
  bool operator==(const CaseAttachment&) const = default;
};

struct CaseTask {
  std::uint32_t number = 0;
  std::string title, role;  ///< of the contract
  std::string assignee;     ///< empty: anybody with that role
  Instant due{};
  std::string given_by;
  Instant given_at{};
  std::string done_by, result;
  std::optional<Instant> done_at;
  bool operator==(const CaseTask&) const = default;
};

/// One discrepancy as the supplier was told of it (M-18.2).
struct CaseNotice {
  std::uint32_t sequence = 0;  ///< of the message within the case; a later one supersedes
  std::string discrepancy;     ///< its key
  Money impact;
  std::string kind;      ///< "812", "COMDIS" ...
  std::string outbound;  ///< its id in the outbox
  Instant at{};
  bool operator==(const CaseNotice&) const = default;
};

enum class EffectState : std::uint8_t { pending, confirmed, failed };
std::string_view to_string_view(EffectState state);
std::optional<EffectState> effect_state_from(std::string_view text);

std::string_view to_string_view(Effect effect);  ///< "notice", "posting" ...
std::optional<Effect> effect_from(std::string_view text);

/// One thing that an approved decision does in the world.
struct CaseEffect {
  std::string id;  ///< stable and unique for ever: "DC-2026-00000001.1.notice"
  std::uint32_t proposal = 0;
  Effect effect = Effect::notice;
  EffectState state = EffectState::pending;
  std::string way;             ///< "as2 acme"; empty: nobody to send it to, a person confirms it
  std::string outbound;        ///< in the outbox; empty: none
  std::uint32_t task = 0;      ///< that it is; 0: none
  std::optional<Instant> due;  ///< when waiting is over
  std::string by, note;        ///< who confirmed it, and what of
  bool operator==(const CaseEffect&) const = default;
};

struct CaseWork {
  std::vector<CaseProposal> proposals;  ///< by number, and so are the others
  std::vector<CaseComment> comments;
  std::vector<CaseAttachment> attachments;
  std::vector<CaseTask> tasks;
  std::vector<CaseNotice> notices;
  std::vector<CaseEffect> effects;
  std::vector<StateSince> states;  ///< what the case went through, oldest first; kept by the store
  bool operator==(const CaseWork&) const = default;

  /// The proposal that is open, approved or being carried out; null without one.
  const CaseProposal* current() const;
  CaseProposal* current();
};

/// The proof by its name on the wire: "buyer_consent".
std::string_view wire_name(Proof proof);
std::optional<Proof> proof_from(std::string_view wire_name);

/// What carrying out a proposal of `case_id` does, one row for each effect of its resolution, each
/// under its own id.
std::vector<CaseEffect> planned_effects(std::string_view case_id, const CaseProposal& proposal);

}  // namespace weighbridge::cases
