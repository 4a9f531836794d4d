// What somebody asks to be done with a case, as it was asked.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cases/case_state.hpp"
#include "cases/holds.hpp"
#include "cases/resolutions.hpp"

namespace weighbridge::cases {

enum class Action : std::uint8_t {
  assign,
  comment,
  attach,
  start,
  request_supplier,
  ask_internal,
  complete_task,
  propose,
  withdraw,
  approve,
  reject,
  hold,
  release_hold,
  escalate,
  merge,
  confirm,
  close,
  reopen
};

/// Who an action is for.
enum class ForWhom : std::uint8_t {
  worker,  ///< any duty that works cases
  taker,   ///< who leads the owner role, or who holds it and takes the case
  assignee,
  assignee_or_lead,
  task_holder,  ///< or the assignee
  proposer,
  approver,           ///< whose word is missing
  other_than_placer,  ///< of a hold
  lead
};

/// One action: in which states of the case, for whom, and which members it knows beside `action`.
struct ActionRow {
  Action action;
  std::string_view name;
  SetOf<CaseState> states;
  ForWhom who;
  std::string_view members;  ///< blanks between
  bool adds_only = false;    ///< changes nothing that somebody else may have decided on: no ETag
};
std::span<const ActionRow> action_table();
const ActionRow& row_of(Action action);
std::string_view to_string_view(Action action);
std::optional<Action> action_from(std::string_view name);

/// Limits on what a person may say, in bytes.
constexpr std::size_t kCommentBytesMax = 10'000, kReasonBytesMax = 2'000, kTitleBytesMax = 200,
                      kEvidenceBytesMax = 500, kAttachmentBytesMax = 5U << 20U;

/// Members that the action does not know are empty.
struct ActionRequest {
  Action action = Action::comment;
  std::string assignee, text, reason, resolution, reason_code, title, role, result;
  std::string document, document_line, into, effect, name, media_type, content;
  std::optional<Money> amount;
  std::map<Proof, std::string> evidence;
  std::optional<Date> until;
  std::optional<Duty> as;
  std::optional<Instant> due;
  std::optional<HoldScope> scope;
  std::uint32_t task = 0;
  std::uint64_t hold = 0;
};

}  // namespace weighbridge::cases
