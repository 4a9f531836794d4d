// Actions that bring a case on without deciding it.
#include <algorithm>
#include <array>

#include "cases/casework/draft.hpp"
#include "cases/casework/execution.hpp"
#include "cases/sha256.hpp"

namespace weighbridge::cases {
namespace {

constexpr std::size_t kMentionsMax = 20;

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

/// Names behind an @ that begins a word.
std::vector<std::string> mentions_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find('@'); at != std::string_view::npos && found.size() < kMentionsMax;
       at = text.find('@', at + 1)) {
    if (at != 0 && is_name_byte(text[at - 1])) continue;  // an address
    std::size_t end = at + 1;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    std::string name(text.substr(at + 1, end - at - 1));
    while (!name.empty() && name.back() == '.') name.pop_back();
    if (!name.empty() && std::find(found.begin(), found.end(), name) == found.end())
      found.push_back(std::move(name));
  }
  return found;
}

/// What may lie with a case, and how its bytes begin.
struct MediaType {
  std::string_view name, begins;
};
constexpr std::array kMediaTypes{MediaType{"application/pdf", "%PDF-"},
                                 MediaType{"image/png", "\x89PNG\r\n\x1a\n"},
                                 MediaType{"image/jpeg", "\xff\xd8\xff"},
                                 MediaType{"text/plain", ""}, MediaType{"text/csv", ""}};

std::optional<Refusal> against(const ActionRequest& file) {
  const auto* const type =
      std::find_if(kMediaTypes.begin(), kMediaTypes.end(),
                   [&](const MediaType& row) { return row.name == file.media_type; });
  if (type == kMediaTypes.end())
    return Refusal{"MEDIA_TYPE", "attach a PDF, a PNG or JPEG image, plain text or CSV"};
  if (file.content.empty()) return Refusal{"MISSING", "`content` is empty"};
  if (file.content.size() > kAttachmentBytesMax)
    return Refusal{"TOO_LONG", "an attachment has at most 5 MiB"};
  const bool holds = std::string_view(file.content).starts_with(type->begins);
  const bool is_text = !type->begins.empty() || file.content.find('\0') == std::string::npos;
  if (!holds || !is_text)
    return Refusal{"MEDIA_TYPE", "its bytes are no " + std::string(type->name)};
  if (file.name.find_first_of("/\\") != std::string::npos)
    return Refusal{"NAME", "`name` is a file's name without folders"};
  return std::nullopt;
}

std::uint32_t next_number(std::size_t count) {
  return static_cast<std::uint32_t>(count + 1);
}

CaseTask* find_task(CaseWork& work, std::uint32_t number) {
  const auto found = std::find_if(work.tasks.begin(), work.tasks.end(),
                                  [number](const CaseTask& task) { return task.number == number; });
  return found == work.tasks.end() ? nullptr : &*found;
}

bool has_open_tasks(const CaseWork& work) {
  return std::any_of(work.tasks.begin(), work.tasks.end(),
                     [](const CaseTask& task) { return !task.done_at; });
}

}  // namespace

void advance(Draft& draft) {
  for (CaseEvent& event : advance_execution(draft.value(), draft.work(), draft.dossier.holds,
                                            draft.out.holds, draft.now()))
    draft.out.events.push_back(std::move(event));
}

// Whoever holds the owner role may take a case that nobody has: the routing table's word, at the
// person's own request. To give it to others is the lead's (section 16).
void assign(Draft& draft) {
  const std::string to = draft.request.assignee.empty() ? draft.who() : draft.request.assignee;
  if (to != draft.who()) {
    if (draft.right.as != "lead") {
      draft.refusal = Refusal{"LEAD", "only a lead gives a case to somebody else"};
      return;
    }
    if (!draft.dossier.named) {
      draft.refusal = Refusal{"UNKNOWN", "there is nobody called " + to};
      return;
    }
  }
  const Person& person = to == draft.who() ? draft.dossier.person : *draft.dossier.named;
  if (!holds_owner_role(person, draft.dossier)) {
    draft.refusal = Refusal{
        "DUTY", to + " does not hold the role " + draft.value().owner + " where the case belongs"};
    return;
  }
  const std::string before = draft.value().assignee;
  if (before == to) {
    draft.refusal = Refusal{"STATE", "the case is " + to + "'s already"};
    return;
  }
  draft.value().assignee = to;
  const CanonicalObject named = CanonicalObject().text("assignee", to);
  if (draft.value().state == CaseState::triaged)
    draft.move(CaseState::assigned, draft.right.as == "lead" ? Mover::lead : Mover::system,
               {Fact::assignee_holds_role, Fact::no_duty_bar}, draft.request.reason, named);
  else
    draft.tell("case.reassigned", CanonicalObject().text("assignee", before), named,
               draft.request.reason);
}

void start(Draft& draft) {
  draft.move(CaseState::in_review, Mover::assignee, {}, {});
}

void comment(Draft& draft) {
  if (!require_text(draft, draft.request.text, "text", kCommentBytesMax)) return;
  CaseComment& said = draft.work().comments.emplace_back();
  said.number = next_number(draft.work().comments.size() - 1);
  said.at = draft.now();
  said.by = draft.who();
  said.text = draft.request.text;
  said.mentions = mentions_in(said.text);
  draft.tell("case.commented", {},
             CanonicalObject().number("comment", said.number).text("sha256", sha256_hex(said.text)),
             {});
}

void attach(Draft& draft) {
  if (!require_text(draft, draft.request.name, "name", kTitleBytesMax)) return;
  draft.refusal = against(draft.request);
  if (draft.refusal) return;
  CaseAttachment& file = draft.work().attachments.emplace_back();
  file.number = next_number(draft.work().attachments.size() - 1);
  file.at = draft.now();
  file.by = draft.who();
  file.name = draft.request.name;
  file.media_type = draft.request.media_type;
  file.bytes = draft.request.content.size();
  file.sha256 = sha256_hex(draft.request.content);
  draft.tell("case.attached", {},
             CanonicalObject()
                 .number("attachment", file.number)
                 .text("name", file.name)
                 .text("media_type", file.media_type)
                 .text("sha256", file.sha256),
             {});
}

void request_supplier(Draft& draft) {
  if (draft.request.text.size() > kReasonBytesMax) {
    draft.refusal = Refusal{"TOO_LONG", "`text` has more than 2000 bytes"};
    return;
  }
  draft.out.tells_supplier = true;
  draft.value().flags.erase("NO_RESPONSE");
  draft.move(CaseState::awaiting_supplier, Mover::assignee, {Fact::notice_accepted},
             draft.request.text);
}

void ask_internal(Draft& draft) {
  const ActionRequest& asked = draft.request;
  if (!require_text(draft, asked.title, "title", kTitleBytesMax) ||
      !require_text(draft, asked.role, "role", 40))
    return;
  if (!asked.due || *asked.due <= draft.now()) {
    draft.refusal = Refusal{"MISSING", "`due` is missing or past: a task has its time"};
    return;
  }
  if (!asked.assignee.empty() && !draft.dossier.named && asked.assignee != draft.who()) {
    draft.refusal = Refusal{"UNKNOWN", "there is nobody called " + asked.assignee};
    return;
  }
  CaseTask& task = draft.work().tasks.emplace_back();
  task.number = next_number(draft.work().tasks.size() - 1);
  task.title = asked.title;
  task.role = asked.role;
  task.assignee = asked.assignee;
  task.due = *asked.due;
  task.given_by = draft.who();
  task.given_at = draft.now();
  draft.move(CaseState::awaiting_internal, Mover::assignee, {Fact::task_named}, {},
             CanonicalObject()
                 .number("task", task.number)
                 .text("title", task.title)
                 .text("role", task.role)
                 .text("due", weighbridge::to_string(task.due)));
}

void complete_task(Draft& draft) {
  CaseTask* task = find_task(draft.work(), draft.request.task);
  if (task == nullptr || task->done_at) {
    draft.refusal = Refusal{"UNKNOWN", "the case has no open task of that number"};
    return;
  }
  if (!completes(draft.dossier, *task)) {
    draft.refusal = Refusal{"ASSIGNEE", "the task is somebody else's"};
    return;
  }
  if (!require_text(draft, draft.request.result, "result", kReasonBytesMax)) return;
  task->done_at = draft.now();
  task->done_by = draft.who();
  task->result = draft.request.result;
  draft.tell("case.task_done", {}, CanonicalObject().number("task", task->number),
             draft.request.result);
  for (CaseEffect& effect : draft.work().effects)
    if (effect.task == task->number && effect.state == EffectState::pending) {
      effect.state = EffectState::confirmed;
      effect.by = draft.who();
      effect.note = draft.request.result;
    }
  if (draft.value().state == CaseState::awaiting_internal && !has_open_tasks(draft.work()))
    draft.move(CaseState::in_review, Mover::task_holder, {Fact::task_named}, {});
  advance(draft);
}

void escalate(Draft& draft) {
  if (!require_text(draft, draft.request.reason, "reason", kReasonBytesMax)) return;
  draft.value().flags.emplace("ESCALATED");
  draft.tell("case.escalated", {}, CanonicalObject().text("owner", draft.value().owner),
             draft.request.reason);
}

void merge(Draft& draft) {
  if (!require_text(draft, draft.request.into, "into", 40)) return;
  const std::optional<Case>& target = draft.dossier.target;
  const bool fits = target && target->id != draft.value().id && is_open(target->state) &&
                    target->anchor.supplier == draft.value().anchor.supplier;
  if (!fits) {
    draft.refusal = Refusal{"STATE",
                            "the case cannot be merged: the other case is not open or not the "
                            "supplier's"};
    return;
  }
  draft.value().merged_into = target->id;
  if (!draft.move(CaseState::merged, Mover::lead, {Fact::target_open_same_supplier},
                  draft.request.reason, CanonicalObject().text("into", target->id)))
    return;
  Case into = *target;
  into.changed_at = draft.now();
  ++into.version;
  draft.out.events.push_back({into.id,
                              "case.took_in",
                              {},
                              CanonicalObject().text("case", draft.value().id).str(),
                              draft.request.reason});
  draft.out.target = std::move(into);
}

void close(Draft& draft) {
  constexpr std::chrono::days kForReopening{5};
  Facts facts;
  if (draft.value().settled_at && draft.now() >= *draft.value().settled_at + kForReopening)
    facts = {Fact::five_days_without_reopening};
  draft.move(CaseState::closed, Mover::system, facts, draft.request.reason);
}

void reopen(Draft& draft) {
  constexpr std::chrono::days kReopenable{90};
  if (!require_text(draft, draft.request.reason, "reason", kReasonBytesMax)) return;
  Facts facts{Fact::reopening_reason};
  if (draft.value().settled_at && draft.now() <= *draft.value().settled_at + kReopenable)
    facts = facts | Facts{Fact::within_ninety_days};
  if (!draft.move(CaseState::reopened, Mover::lead, facts, draft.request.reason)) return;
  if (draft.value().assignee.empty()) draft.value().assignee = draft.who();
  draft.move(CaseState::in_review, Mover::system, {}, {});
}

}  // namespace weighbridge::cases
