#include "gateway/api/policy_versions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "cases/journal.hpp"
#include "cases/policy_version.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/api/form.hpp"
#include "gateway/api/person.hpp"
#include "gateway/api/repeatable.hpp"
#include "gateway/api/what_if.hpp"
#include "gateway/cli/json_members.hpp"
#include "gateway/http/problem.hpp"
#include "matching/policy.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::api {
namespace {

using cases::PolicyDecision;
using cases::PolicyState;
using cases::PolicyVersion;
using http::Problem;
using http::Request;
using http::Response;
using json::Writer;

constexpr std::size_t kTextBytesMax = 256U << 10U;
constexpr std::size_t kReasonBytesMax = 2000;
/// Each text is read for its name: more of them at once would take their time.
constexpr std::size_t kListedMax = 50;
/// Whoever wants to propose more has something to decide first.
constexpr std::size_t kProposedMax = 20;

struct DecisionName {
  PolicyDecision decision;
  std::string_view name, event;
  PolicyState state;
};
constexpr std::array kDecisions{
    DecisionName{PolicyDecision::activate, "activate", cases::kPolicyApproved,
                 PolicyState::in_force},
    DecisionName{PolicyDecision::reject, "reject", "policy.rejected", PolicyState::rejected},
    DecisionName{PolicyDecision::withdraw, "withdraw", "policy.withdrawn", PolicyState::withdrawn}};

void write_instant(Writer& json, std::string_view name, const std::optional<Instant>& at) {
  if (at) json.member(name, to_string(*at));
}

/// Leaves the object open for more.
void begin_version(Writer& json, const PolicyVersion& version) {
  json.begin_object().key("number").number(version.number);
  json.member("version", cases::policy_version_name(version.text));
  json.member("state", to_string_view(version.state));
  json.member("origin", version.from_file ? "file" : "proposal");
  cli::member(json, "authors", version.authors);
  json.member("proposed_at", to_string(version.proposed_at)).member("reason", version.reason);
  cli::optional_member(json, "decided_by", version.decided_by);
  write_instant(json, "decided_at", version.decided_at);
  cli::optional_member(json, "decision_reason", version.decision);
  write_instant(json, "in_force_from", version.in_force_from);
  write_instant(json, "in_force_until", version.in_force_until);
}

/// What the caller may decide just now, and why not.
void write_decisions(Writer& json, const PolicyVersion& version, const http::Caller& caller) {
  const cases::Person person = person_of(caller);
  json.key("decisions").begin_array();
  for (const DecisionName& row : kDecisions) {
    auto refused = cases::why_not_decide(version, row.decision, person);
    if (caller.session.empty()) refused = cases::Refusal{"PERSON", "only people decide"};
    json.begin_object().member("decision", row.name).key("allowed").boolean(!refused);
    if (refused) json.member("rule", refused->rule).member("why_not", refused->reason);
    json.end_object();
  }
  json.end_array();
}

std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end ? number : 0;
}

Response no_such_version() {
  return http::problem_response(Problem::not_found,
                                "there is no such version; see /api/v1/policy/versions");
}

Response only_people_decide() {
  return http::problem_response(Problem::conflict,
                                "a policy is proposed and decided about by people who sign in; a "
                                "token is nobody's word");
}

cases::Act act_of(const Request& request, Instant now) {
  return {now, request.caller.id, std::string(leading_role(request.caller)), request.id};
}

cases::CanonicalObject facts_of(const PolicyVersion& version) {
  return cases::CanonicalObject()
      .number("number", version.number)
      .text("version", cases::policy_version_name(version.text));
}

void tell_ledger(const cases::CanonicalObject& after, std::string_view event, const cases::Act& act,
                 std::string_view reason, store::Writer& writer) {
  writer.append(cases::happened(act, event, std::string(cases::kPolicyObject), after, reason));
}

/// Whom the text names as its authors: the word of who proposes it, and nobody's act.
std::string named_authors(const std::string& text) {
  Findings mistakes;  // were told already
  const yaml::Node root = yaml::read(text, mistakes);
  const yaml::Node* authors = root.find("authors");
  std::string names;
  if (authors == nullptr) return names;
  for (const yaml::Node& author : authors->items)
    names.append(names.empty() ? "" : ", ").append(author.text);
  return names;
}

Response version_response(const PolicyVersion& version, unsigned status) {
  std::string body;
  Writer json(body);
  begin_version(json, version);
  json.end_object();
  return json_response(std::move(body), status);
}

Response propose(const std::string& text, const std::string& reason, const cases::Act& act,
                 store::Writer& writer) {
  if (writer.count_proposed_policies() >= kProposedMax)
    return http::problem_response(Problem::conflict,
                                  "20 versions are proposed already; decide about some first");
  if (const auto ruling = writer.policy_in_force(); ruling && ruling->text == text)
    return http::problem_response(Problem::conflict,
                                  "this is the version in force, letter by letter");
  PolicyVersion version;
  version.text = text;
  version.authors = {act.actor};
  version.proposed_at = act.at;
  version.reason = reason;
  version.number = writer.add_policy_version(version);
  cases::CanonicalObject proposed = facts_of(version);
  if (const std::string names = named_authors(text); !names.empty())
    proposed.text("names_authors", names);
  tell_ledger(proposed, "policy.proposed", act, reason, writer);
  tell_ledger(facts_of(version), cases::kPolicyWritten, act, reason, writer);
  return version_response(version, 201);
}

/// The one before it rules no more.
void activate(PolicyVersion& version, PolicyVersion& ruling, const cases::Act& act,
              store::Writer& writer) {
  ruling.state = PolicyState::retired;
  ruling.in_force_until = act.at;
  writer.put_policy_version(ruling);
  version.in_force_from = act.at;
  tell_ledger(facts_of(ruling), "policy.retired", act, {}, writer);
}

struct Decided {
  std::uint64_t number = 0;
  const DecisionName& row;
  std::string reason;
  std::uint64_t over = 0;
};

Response decide(const Decided& asked, const cases::Person& person, const cases::Act& act,
                store::Writer& writer) {
  auto version = writer.policy_version(asked.number);
  auto ruling = writer.policy_in_force();
  if (!version || !ruling) return no_such_version();
  if (const auto refused = cases::why_not_decide(*version, asked.row.decision, person)) {
    tell_ledger(facts_of(*version), "policy.refused", act, refused->rule + ": " + refused->reason,
                writer);
    return http::problem_response(refused->rule == "STATE" ? Problem::conflict : Problem::forbidden,
                                  refused->reason, "\"rule\":\"" + refused->rule + '"');
  }
  if (asked.row.decision == PolicyDecision::activate) {
    if (asked.over != ruling->number)
      return http::problem_response(Problem::conflict,
                                    "another version came into force since you looked: see what "
                                    "this one would change now");
    std::vector<TableError> errors;  // another release may have read it when it was proposed
    matching::parse_policy("policy.yaml", version->text, errors);
    if (!errors.empty()) return refuse_policy(errors);
    activate(*version, *ruling, act, writer);
  }
  version->state = asked.row.state;
  version->decided_by = act.actor;
  version->decided_at = act.at;
  version->decision = asked.reason;
  writer.put_policy_version(*version);
  tell_ledger(facts_of(*version), asked.row.event, act, asked.reason, writer);
  return version_response(*version, 200);
}

}  // namespace

Response list_policy_versions(const PolicyDesk& desk, const Request& request) {
  Query query(request, {});
  const std::size_t limit = std::min(query.limit(), kListedMax);
  const std::uint64_t before = query.cursor_or(UINT64_MAX);
  if (query.refusal()) return *query.refusal();
  PageWriter page("versions");
  std::optional<std::string> next;
  desk.store.read([&](store::Reader& reader) {
    const auto versions = reader.policy_versions(before, limit);
    for (const PolicyVersion& version : versions) {
      begin_version(page.rows(), version);
      page.rows().end_object();
    }
    if (versions.size() == limit) next = std::to_string(versions.back().number);
  });
  return page.end(next);
}

Response get_policy_version(const PolicyDesk& desk, const Request& request) {
  Query query(request, {});
  if (query.refusal()) return *query.refusal();
  std::optional<PolicyVersion> version;
  desk.store.read([&](store::Reader& reader) {
    version = reader.policy_version(number_in(request.parameter("number")));
  });
  if (!version) return no_such_version();
  std::string body;
  Writer json(body);
  begin_version(json, *version);
  json.member("text", version->text);
  write_decisions(json, *version, request.caller);
  json.end_object();
  return json_response(std::move(body));
}

Response propose_policy(const PolicyDesk& desk, const Request& request) {
  if (request.caller.session.empty()) return only_people_decide();
  Form form(request, {"text", "reason"});
  const std::string text = form.required("text");
  const std::string reason = form.required("reason");
  if (form.refusal()) return *form.refusal();
  if (text.size() > kTextBytesMax || reason.size() > kReasonBytesMax)
    return http::problem_response(Problem::too_large,
                                  "a policy has 256 KiB at most, and a reason 2,000 bytes");
  std::vector<TableError> errors;
  matching::parse_policy("policy.yaml", text, errors);
  if (!errors.empty()) return refuse_policy(errors);
  return answer_once(desk.store, desk.clock(), request, [&](store::Writer& writer) {
    return propose(text, reason, act_of(request, desk.clock()), writer);
  });
}

Response decide_policy(const PolicyDesk& desk, const Request& request) {
  if (request.caller.session.empty()) return only_people_decide();
  Form form(request, {"decision", "reason", "over"});
  const auto decision = cases::policy_decision_from(form.required("decision"));
  const std::string reason = form.required("reason");
  const std::uint64_t over = number_in(form.text("over"));
  if (form.refusal()) return *form.refusal();
  if (!decision)
    return http::problem_response(Problem::invalid, "`decision` is activate, reject or withdraw");
  if (*decision == PolicyDecision::activate && over == 0)
    return http::problem_response(
        Problem::invalid,
        "`over` must say which version is in force as far as you know: its number");
  if (reason.size() > kReasonBytesMax)
    return http::problem_response(Problem::too_large, "a reason has 2,000 bytes at most");
  const DecisionName& row = kDecisions.at(static_cast<std::size_t>(*decision));
  Response response = answer_once(desk.store, desk.clock(), request, [&](store::Writer& writer) {
    return decide({number_in(request.parameter("number")), row, reason, over},
                  person_of(request.caller), act_of(request, desk.clock()), writer);
  });
  if (response.status == 200 && *decision == PolicyDecision::activate) desk.changed();
  return response;
}

}  // namespace weighbridge::api
