#include "cases/casework/action.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::cases {
namespace {

using enum CaseState;
using States = SetOf<CaseState>;

constexpr States kUnmerged{
    new_,     triaged,  assigned,  in_review, awaiting_supplier, awaiting_internal,
    proposed, approved, executing, reopened};
constexpr States kAny = kUnmerged | States{resolved, closed, auto_cleared, merged};
constexpr States kAssignable{triaged,           assigned, in_review, awaiting_supplier,
                             awaiting_internal, proposed, approved,  executing};
constexpr States kTasked{in_review, awaiting_internal, executing};
constexpr States kMergeable{new_, triaged, assigned, in_review};
constexpr States kReopenable{resolved, closed, auto_cleared};

// clang-format off
constexpr std::array kActions{
    ActionRow{Action::assign,           "assign",           kAssignable,         ForWhom::taker,             "assignee reason"},
    ActionRow{Action::comment,          "comment",          kAny,                ForWhom::worker,            "text",                                 true},
    ActionRow{Action::attach,           "attach",           kAny,                ForWhom::worker,            "name media_type content",              true},
    ActionRow{Action::start,            "start",            {assigned},          ForWhom::assignee,          ""},
    ActionRow{Action::request_supplier, "request_supplier", {in_review},         ForWhom::assignee,          "text"},
    ActionRow{Action::ask_internal,     "ask_internal",     {in_review},         ForWhom::assignee,          "title role assignee due"},
    ActionRow{Action::complete_task,    "complete_task",    kTasked,             ForWhom::task_holder,       "task result"},
    ActionRow{Action::propose,          "propose",          {in_review},         ForWhom::assignee,          "resolution amount reason_code reason evidence until"},
    ActionRow{Action::withdraw,         "withdraw",         {proposed},          ForWhom::proposer,          "reason"},
    ActionRow{Action::approve,          "approve",          {proposed},          ForWhom::approver,          "as amount"},
    ActionRow{Action::reject,           "reject",           {proposed},          ForWhom::approver,          "as reason"},
    ActionRow{Action::hold,             "hold",             kUnmerged,           ForWhom::worker,            "scope document document_line reason"},
    ActionRow{Action::release_hold,     "release_hold",     kAny,                ForWhom::other_than_placer, "hold reason"},
    ActionRow{Action::escalate,         "escalate",         kAssignable,         ForWhom::assignee_or_lead,  "reason"},
    ActionRow{Action::merge,            "merge",            kMergeable,          ForWhom::lead,              "into reason"},
    ActionRow{Action::confirm,          "confirm",          {executing},         ForWhom::assignee_or_lead,  "effect reason"},
    ActionRow{Action::close,            "close",            {resolved},          ForWhom::assignee_or_lead,  "reason"},
    ActionRow{Action::reopen,           "reopen",           kReopenable,         ForWhom::lead,              "reason"},
};
// clang-format on
static_assert(kActions.size() == static_cast<std::size_t>(Action::reopen) + 1);

}  // namespace

std::span<const ActionRow> action_table() {
  return kActions;
}

const ActionRow& row_of(Action action) {
  return kActions.at(static_cast<std::size_t>(action));
}

std::string_view to_string_view(Action action) {
  return row_of(action).name;
}

std::optional<Action> action_from(std::string_view name) {
  const auto* const found = std::find_if(kActions.begin(), kActions.end(),
                                         [name](const ActionRow& row) { return row.name == name; });
  if (found == kActions.end()) return std::nullopt;
  return found->action;
}

}  // namespace weighbridge::cases
