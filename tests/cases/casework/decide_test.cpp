#include "cases/casework/decide.hpp"

#include <catch2/catch.hpp>

#include "desk.hpp"

namespace weighbridge::cases {
namespace {

using namespace testing;

/// The rule that refuses it; empty when it is done.
std::string refusal(const Dossier& desk, const ActionRequest& request) {
  const auto outcome = decide(desk, request);
  return outcome ? std::string() : outcome.error().rule;
}

std::vector<std::string> actions_of(const Outcome& outcome) {
  std::vector<std::string> actions;
  for (const CaseEvent& event : outcome.events) actions.push_back(event.action);
  return actions;
}

ActionRequest with_reason(Action action, std::string reason) {
  ActionRequest request = ask(action);
  request.reason = std::move(reason);
  return request;
}

TEST_CASE("section 16: who holds the owner role takes a case that is nobody's") {
  const auto outcome = decide(dossier(clerk()), ask(Action::assign));
  REQUIRE(outcome.has_value());
  CHECK(outcome->value.state == CaseState::assigned);
  CHECK(outcome->value.assignee == "clara");
  CHECK(actions_of(*outcome) == std::vector<std::string>{"case.assigned"});
  CHECK(outcome->events[0].after ==
        R"({"assignee":"clara","authorised":{"as":"taker","duty":"AP_CLERK"},"state":"assigned"})");

  CHECK(refusal(dossier(person("rob", {Duty::receiver})), ask(Action::assign)) == "DUTY");
  Dossier taken = dossier(clerk("carl"), CaseState::in_review);
  taken.value.assignee = "clara";
  CHECK(refusal(taken, ask(Action::assign)) == "ASSIGNEE");
}

TEST_CASE("section 16: only a lead gives a case to somebody else, who must hold the role") {
  ActionRequest give = ask(Action::assign);
  give.assignee = "carl";
  Dossier desk = dossier(manager());
  CHECK(refusal(desk, give) == "UNKNOWN");
  desk.named = person("carl", {Duty::buyer});
  CHECK(refusal(desk, give) == "DUTY");
  desk.named = clerk("carl");
  const auto outcome = decide(desk, give);
  REQUIRE(outcome.has_value());
  CHECK(outcome->value.assignee == "carl");
  desk.person = clerk();
  CHECK(refusal(desk, give) == "LEAD");
}

TEST_CASE("section 16: auditors look on, administrators decide nothing, strangers neither") {
  for (const Duty duty : {Duty::auditor, Duty::admin, Duty::supplier})
    for (const OfferedAction& offer : offered_actions(dossier(person("x", {duty})))) {
      INFO(to_string_view(offer.action));
      CHECK(offer.why_not.has_value());
    }
}

TEST_CASE("section 18: a proposal names a resolution on offer, a reason code and its evidence") {
  Dossier desk = dossier(clerk(), CaseState::in_review);
  CHECK(refusal(desk, ask_to_accept()) == "ASSIGNEE");
  desk.value.assignee = "clara";
  ActionRequest request = ask_to_accept();
  request.resolution = "VOID";
  CHECK(refusal(desk, request) == "RESOLUTION");
  request = ask_to_accept();
  request.reason_code.clear();
  CHECK(refusal(desk, request) == "MISSING");
  request = ask_to_accept();
  request.reason.clear();
  CHECK(refusal(desk, request) == "EVIDENCE");
  request = ask_to_accept();
  request.amount = amount("120.01");
  CHECK(refusal(desk, request) == "AMOUNT");
  const auto outcome = decide(desk, ask_to_accept());
  REQUIRE(outcome.has_value());
  CHECK(outcome->value.state == CaseState::proposed);
  const CaseProposal& proposal = outcome->work.proposals.at(0);
  CHECK(proposal.amount == amount("120"));
  CHECK(proposal.evaluated == amount("120"));
  CHECK(proposal.discrepancies == std::vector<std::string>{"C01|INV-1|1"});
}

TEST_CASE("S1: who proposed it does not approve it; another within the limit does, and it begins") {
  Dossier desk = proposed();
  CHECK(refusal(desk, ask(Action::approve)) == "S1");
  desk.person = manager("clara");  // whatever other role the person has
  CHECK(refusal(desk, ask(Action::approve)) == "S1");
  desk.person = clerk("carl");
  const auto outcome = decide(desk, ask(Action::approve));
  REQUIRE(outcome.has_value());
  CHECK(outcome->value.state == CaseState::executing);
  CHECK(actions_of(*outcome) == std::vector<std::string>{"case.approved", "case.executing"});
  REQUIRE(outcome->work.effects.size() == 1);
  CHECK(outcome->work.effects[0].id == "DC-2026-00000001.1.posting");
}

TEST_CASE("section 16: an amount above the approver's limit is refused, also in slices") {
  Dossier desk = proposed();
  desk.person = clerk("carl");
  Approval earlier;
  earlier.person = "carl";
  earlier.amount = amount("200");
  earlier.supplier = "ACME";
  earlier.at = desk.now - std::chrono::hours(2);
  desk.earlier = {earlier};
  CHECK(refusal(desk, ask(Action::approve)) == "LIMIT");
  desk.person = manager();
  CHECK(refusal(desk, ask(Action::approve)).empty());
}

TEST_CASE("section 16: limits are of functional currency, at the rate that the documents state") {
  Dossier desk = dossier(clerk("clara"), CaseState::in_review);
  desk.value.assignee = "clara";
  desk.value.currency = desk.value.items[0].currency = currency("GBP");
  desk.value.at_stake = desk.value.items[0].impact = amount("230");
  take_over(desk, *decide(desk, ask_to_accept()));
  desk.person = clerk("carl");
  CHECK(refusal(desk, ask(Action::approve)).empty());  // without a rate they count as equal
  desk.functional = currency("USD");
  desk.rate = Rate(*Decimal::parse("1.25"));  // 287.50, and 250 is the limit
  CHECK(refusal(desk, ask(Action::approve)) == "LIMIT");
  desk.person = manager();
  const auto outcome = decide(desk, ask(Action::approve));
  REQUIRE(outcome.has_value());
  CHECK(outcome->work.proposals[0].approvals[0].amount == amount("287.50"));
  CHECK(outcome->events[0].after.find(R"("amount":"287.50")") != std::string::npos);
  desk.person = clerk("carl");
  desk.rate = Rate(*Decimal::parse("0.01"));
  CHECK(refusal(desk, ask(Action::approve)).empty());
}

TEST_CASE("M-14.4: an approval is of the amount that was seen, and of what was at stake then") {
  Dossier desk = proposed();
  desk.person = clerk("carl");
  ActionRequest approval = ask(Action::approve);
  approval.amount = amount("100");
  CHECK(refusal(desk, approval) == "M-14.4");
  desk.value.at_stake = amount("130");
  CHECK(refusal(desk, ask(Action::approve)) == "M-14.4");
}

TEST_CASE("section 16: an approver rejects with a reason; who proposed it withdraws it") {
  Dossier desk = proposed();
  CHECK(refusal(desk, with_reason(Action::reject, "no")) == "S1");
  const auto withdrawn = decide(desk, with_reason(Action::withdraw, "a slip"));
  REQUIRE(withdrawn.has_value());
  CHECK(withdrawn->value.state == CaseState::in_review);
  CHECK(withdrawn->work.proposals[0].state == ProposalState::withdrawn);
  desk.person = clerk("carl");
  CHECK(refusal(desk, with_reason(Action::withdraw, "x")) == "PROPOSER");
  CHECK(refusal(desk, ask(Action::reject)) == "MISSING");
  const auto rejected = decide(desk, with_reason(Action::reject, "ask the buyer first"));
  REQUIRE(rejected.has_value());
  CHECK(rejected->value.state == CaseState::in_review);
  CHECK(rejected->work.proposals[0].settled_by == "carl");
}

TEST_CASE("M-18.2: the supplier is not told twice of the same at the same impact") {
  Dossier desk = dossier(clerk(), CaseState::in_review);
  desk.value.assignee = "clara";
  desk.no_way = "nobody knows how";
  CHECK(refusal(desk, ask(Action::request_supplier)) == "NO_WAY");
  desk.no_way.clear();
  const auto asked = decide(desk, ask(Action::request_supplier));
  REQUIRE(asked.has_value());
  CHECK(asked->tells_supplier);
  CHECK(asked->value.state == CaseState::awaiting_supplier);
  desk.work.notices.push_back({1, "C01|INV-1|1", amount("120"), "824", "id", desk.now});
  CHECK(refusal(desk, ask(Action::request_supplier)) == "M-18.2");
  desk.value.items[0].impact = amount("130");
  CHECK(refusal(desk, ask(Action::request_supplier)).empty());
}

TEST_CASE("M-17.2: a hold that a person placed is released by another one, with a reason") {
  Dossier desk = dossier(clerk(), CaseState::in_review);
  CHECK(refusal(desk, ask(Action::hold)) == "REASON");
  const auto held = decide(desk, with_reason(Action::hold, "bank details are being checked"));
  REQUIRE(held.has_value());
  REQUIRE(held->holds.size() == 1);
  CHECK(held->holds[0].scope == HoldScope::invoice);
  desk.holds = held->holds;
  desk.holds[0].number = 7;
  ActionRequest release = with_reason(Action::release_hold, "they are right");
  release.hold = 7;
  CHECK(refusal(desk, release) == "SAME_PERSON");
  desk.person = clerk("carl");
  desk.involved.keyed = {"carl"};
  CHECK(refusal(desk, release) == "S4");
  desk.involved.keyed.clear();
  const auto released = decide(desk, release);
  REQUIRE(released.has_value());
  CHECK(released->holds.at(0).release->by == "carl");
}

TEST_CASE("section 16: a task goes to a role with its time, and its end brings the case back") {
  Dossier desk = dossier(clerk(), CaseState::in_review);
  desk.value.assignee = "clara";
  ActionRequest asked = ask(Action::ask_internal);
  asked.title = "count A-100 in bay 4";
  asked.role = "warehouse";
  CHECK(refusal(desk, asked) == "MISSING");
  asked.due = desk.now + std::chrono::hours(8);
  take_over(desk, *decide(desk, asked));
  CHECK(desk.value.state == CaseState::awaiting_internal);
  ActionRequest done = ask(Action::complete_task);
  done.task = 1;
  done.result = "98 pieces";
  desk.person = person("bo", {Duty::buyer});
  CHECK(refusal(desk, done) == "ASSIGNEE");
  desk.person = person("rob", {Duty::receiver});
  const auto outcome = decide(desk, done);
  REQUIRE(outcome.has_value());
  CHECK(outcome->value.state == CaseState::in_review);
  CHECK(outcome->work.tasks[0].done_by == "rob");
}

TEST_CASE("section 16: what is said is limited, and stays text") {
  Dossier desk = dossier(clerk());
  ActionRequest said = ask(Action::comment);
  CHECK(refusal(desk, said) == "MISSING");
  said.text = std::string(10 << 20, 'x');
  CHECK(refusal(desk, said) == "TOO_LONG");
  said.text = "<script>alert(1)</script> @mara. a@b.example @rob";
  const auto outcome = decide(desk, said);
  REQUIRE(outcome.has_value());
  CHECK(outcome->work.comments[0].text == said.text);
  CHECK(outcome->work.comments[0].mentions == std::vector<std::string>{"mara", "rob"});
}

TEST_CASE("section 16: attachments are what they say they are") {
  Dossier desk = dossier(clerk());
  ActionRequest file = ask(Action::attach);
  file.name = "count.pdf";
  file.media_type = "application/pdf";
  file.content = "%PDF-1.7 ...";
  CHECK(refusal(desk, file).empty());
  file.content = "<html>";
  CHECK(refusal(desk, file) == "MEDIA_TYPE");
  file.media_type = "text/html";
  CHECK(refusal(desk, file) == "MEDIA_TYPE");
  file.media_type = "text/plain";
  file.name = "../../etc/passwd";
  CHECK(refusal(desk, file) == "NAME");
  file.name = "large.txt";
  file.content = std::string(kAttachmentBytesMax + 1, 'x');
  CHECK(refusal(desk, file) == "TOO_LONG");
}

TEST_CASE("section 16: a case is closed after five days, and reopened within ninety") {
  Dossier desk = dossier(manager(), CaseState::resolved);
  desk.value.settled_at = desk.now - std::chrono::days(4);
  CHECK(refusal(desk, ask(Action::close)) == "STATE");
  desk.value.settled_at = desk.now - std::chrono::days(5);
  CHECK(refusal(desk, ask(Action::close)).empty());
  CHECK(refusal(desk, ask(Action::reopen)) == "MISSING");
  const auto reopened = decide(desk, with_reason(Action::reopen, "the credit was withdrawn"));
  REQUIRE(reopened.has_value());
  CHECK(reopened->value.state == CaseState::in_review);
  CHECK(reopened->value.assignee == "mara");
  desk.value.settled_at = desk.now - std::chrono::days(91);
  CHECK(refusal(desk, with_reason(Action::reopen, "late")) == "STATE");
  desk.person = clerk();
  CHECK(refusal(desk, with_reason(Action::reopen, "x")) == "DUTY");
}

TEST_CASE("section 16: a case is merged into an open one of the same supplier") {
  Dossier desk = dossier(manager());
  ActionRequest merge = ask(Action::merge);
  merge.into = "DC-2026-00000002";
  CHECK(refusal(desk, merge) == "STATE");
  desk.target = charge_case(CaseState::in_review);
  desk.target->id = merge.into;
  const auto outcome = decide(desk, merge);
  REQUIRE(outcome.has_value());
  CHECK(outcome->value.state == CaseState::merged);
  CHECK(outcome->value.merged_into == merge.into);
  CHECK(outcome->target->version == desk.target->version + 1);
  desk.target->anchor.supplier = SupplierId("OTHER");
  CHECK(refusal(desk, merge) == "STATE");
}

TEST_CASE("section 18: what no channel confirms, a person confirms; then the case is resolved") {
  Dossier desk = proposed();
  desk.person = clerk("carl");
  take_over(desk, *decide(desk, ask(Action::approve)));
  Hold hold;
  hold.number = 3;
  hold.discrepancy = "C01|INV-1|1";
  desk.holds = {hold};
  desk.person = clerk();
  ActionRequest confirm = with_reason(Action::confirm, "booked as 4711");
  confirm.effect = "DC-2026-00000001.1.notice";
  CHECK(refusal(desk, confirm) == "UNKNOWN");
  confirm.effect = "DC-2026-00000001.1.posting";
  const auto outcome = decide(desk, confirm);
  REQUIRE(outcome.has_value());
  CHECK(outcome->value.state == CaseState::resolved);
  CHECK(outcome->work.proposals[0].state == ProposalState::done);
  REQUIRE(outcome->holds.size() == 1);  // M-17.2
  CHECK(outcome->holds[0].release->kind == Release::Kind::decided);
  desk.work.effects[0].way = "erp northgate";
  CHECK(refusal(desk, confirm) == "STATE");
}

TEST_CASE("section 16: every action is refused in every state that its row does not name") {
  constexpr auto kLast = static_cast<std::size_t>(CaseState::reopened);
  for (const ActionRow& row : action_table())
    for (std::size_t i = 0; i <= kLast; ++i) {
      const auto state = static_cast<CaseState>(i);
      if (row.states.has(state)) continue;
      Dossier desk = dossier(manager(), state);
      desk.value.assignee = "mara";
      INFO(row.name << " when " << to_string_view(state));
      CHECK(refusal(desk, ask(row.action)) == "STATE");
    }
}

TEST_CASE("section 16: what is refused says for the ledger what was wanted and why not") {
  const CaseEvent event =
      refused_event(charge_case(), Action::approve, {"S1", "clara proposed it"});
  CHECK(event.action == "case.refused");
  CHECK(event.after == R"({"action":"approve","rule":"S1","state":"triaged"})");
  CHECK(event.reason == "clara proposed it");
}

}  // namespace
}  // namespace weighbridge::cases
