#include <catch2/catch.hpp>

#include "cases/case.hpp"
#include "discrepancies.hpp"

namespace weighbridge::cases {
namespace {

using namespace testing;
using Actions = std::vector<std::string>;

const Instant kMonday = at("2026-03-02T08:00:00Z");
const Instant kTuesday = at("2026-03-03T08:00:00Z");

std::vector<Case> opened(std::vector<matching::Discrepancy> discrepancies) {
  return rejudge({}, judged(std::move(discrepancies)), kMonday, 1).changed;
}

Case in_state(Case value, CaseState state) {
  value.state = state;
  return value;
}

TEST_CASE("M-16.1: case numbers are DC, the year and eight digits") {
  CHECK(to_string(CaseNumber{2026, 1}) == "DC-2026-00000001");
  CHECK(to_string(CaseNumber{2026, 123'456'789}) == "DC-2026-123456789");
  CHECK(parse_case_number("DC-2026-00000042") == CaseNumber{2026, 42});
  CHECK(parse_case_number("DC-2026-123456789") == CaseNumber{2026, 123'456'789});
  for (const char* bad :
       {"", "DC-2026-1", "DC-2026-00000000", "DC-2026-0000000a", "dc-2026-00000001",
        "DC-2026-00000001 ", "DC-2026-000000001", "DC-+026-00000001"})
    CHECK_FALSE(parse_case_number(bad));
}

TEST_CASE("M-16.1: the discrepancies of one order line open one case") {
  const auto changes = rejudge(
      {}, judged({on_line(kQ01, "150"), on_line(kQ06, "156"), on_line(kP01, "66")}), kMonday, 7);
  REQUIRE(changes.changed.size() == 1);
  const Case& value = changes.changed.front();
  CHECK(value.id == "DC-2026-00000007");
  CHECK(changes.next_number == 8);
  CHECK(value.items.size() == 3);
  CHECK(value.at_stake == amount("222"));
  CHECK(value.currency == currency("USD"));
  CHECK(value.title == "ACME order PO-1 line 10: billed not received and 2 more");
  CHECK(value.state == CaseState::triaged);
  CHECK(value.opened_at == kMonday);
  CHECK(value.version == 1);
  CHECK(actions(changes) == Actions{"case.opened", "case.triaged"});
  CHECK(changes.case_of == std::vector<std::string>(3, value.id));
}

TEST_CASE("M-16.1: header-level discrepancies are worked per invoice, the others per line") {
  auto extension = on_line(kP04, "3", "10", "INV-5");  // on an invoice line, and that line's order
  extension.documents.invoice = {"INV-5"};
  const auto changes =
      rejudge({},
              judged({on_line(kQ06, "10", "10", "INV-5"), on_line(kQ06, "10", "20"),
                      on_invoice(kD01, "500", "INV-6"), on_invoice(kR01, "9", "INV-5"), extension}),
              kMonday, 1);
  REQUIRE(changes.changed.size() == 4);
  CHECK(changes.case_of == std::vector<std::string>{"DC-2026-00000001", "DC-2026-00000002",
                                                    "DC-2026-00000003", "DC-2026-00000004",
                                                    "DC-2026-00000004"});
  CHECK(changes.changed[2].title == "ACME invoice INV-6: duplicate exact");
  CHECK(changes.changed[3].anchor.po_line.empty());
}

TEST_CASE("M-16.1: transfers per line, counts per event, other documents per document") {
  auto transfer = of(kX01, "28");
  transfer.anchor.order = "TO-7";
  transfer.anchor.line = "1";
  auto count = of(kK01, "114");
  count.anchor.event = "CC-1";
  auto shipment = of(kD03, "0");
  shipment.anchor.supplier = SupplierId("ACME");
  shipment.document = "SHP-1";
  auto other_shipment = shipment;
  other_shipment.document = "SHP-2";
  const auto changes = rejudge({}, judged({transfer, count, shipment, other_shipment}), kMonday, 1);
  REQUIRE(changes.changed.size() == 4);
  CHECK(changes.changed[0].title == "transfer TO-7 line 1: transfer difference");
  CHECK(changes.changed[1].title == "event CC-1: count variance");
  CHECK(changes.changed[2].title == "ACME document SHP-1: duplicate shipment");
}

TEST_CASE("M-19.6: what happened around a difference of stock is attached once, when it comes up") {
  auto count = of(kK01, "114");
  count.anchor.event = "CC-1";
  count.history.push_back({"movement", "PICK-1", "2026-03-09", "A-01", Rational(-12, 1), "pick"});
  const auto changes = rejudge({}, judged({count}), kMonday, 1);
  CHECK(actions(changes) == Actions{"case.opened", "case.triaged", "case.history_attached"});
  CHECK(changes.events.back().after ==
        R"({"document":"","history":[{"at":"2026-03-09","id":"PICK-1","kind":"movement",)"
        R"("location":"A-01","quantity":"-12","text":"pick"}],"rule":"K01"})");
  CHECK(rejudge(changes.changed, judged({count}), kTuesday, 2).events.empty());
}

TEST_CASE("M-16.1: a new discrepancy joins the open case of its anchor") {
  const auto known = opened({on_line(kQ01, "150")});
  const auto changes =
      rejudge(known, judged({on_line(kQ01, "150"), on_line(kQ06, "156")}), kTuesday, 2);
  REQUIRE(changes.changed.size() == 1);
  CHECK(changes.changed.front().id == known.front().id);
  CHECK(changes.changed.front().items.size() == 2);
  CHECK(changes.changed.front().items[0].first_seen == kMonday);
  CHECK(changes.changed.front().items[1].first_seen == kTuesday);
  CHECK(changes.changed.front().version == 2);
  CHECK(changes.next_number == 2);
  CHECK(actions(changes) == Actions{"case.discrepancy_added", "case.changed"});
}

TEST_CASE("owner, cause and title follow the discrepancy with the most at stake") {
  auto price = on_line(kP01, "300");
  price.severity = matching::Severity::medium;
  price.causes = {{"pricing_contract", Decimal::from_integer(1), {}}};
  auto duplicate = on_line(kQ01, "20");
  duplicate.severity = matching::Severity::high;
  const Case value = opened({duplicate, price}).front();
  CHECK(value.owner == "procurement");
  CHECK(value.cause == "pricing_contract");
  CHECK(value.severity == matching::Severity::high);  // the highest of all, whoever leads

  // Equal stakes: the higher severity leads, so the order of the judgement never decides.
  auto low = on_line(kQ06, "5");
  auto high = on_line(kP01, "5");
  high.severity = matching::Severity::high;
  CHECK(opened({low, high}).front().owner == "procurement");
  CHECK(opened({high, low}).front().owner == "procurement");
}

TEST_CASE("the owner of an assigned case stays when another discrepancy leads") {
  auto known = opened({on_line(kQ06, "10")});
  known.front().assignee = "w.ortiz";
  known.front().state = CaseState::assigned;
  const auto changes =
      rejudge(known, judged({on_line(kQ06, "10"), on_line(kP01, "900")}), kTuesday, 2);
  CHECK(changes.changed.front().owner == "warehouse");
  CHECK(changes.changed.front().at_stake == amount("910"));
}

TEST_CASE(
    "M-13.1: quantity and impact change in place, first seen stays, the ledger keeps the old") {
  const auto known = opened({on_line(kQ06, "156.00")});
  const auto changes = rejudge(known, judged({on_line(kQ06, "96.50")}), kTuesday, 2);
  REQUIRE(changes.changed.size() == 1);
  const Case& value = changes.changed.front();
  REQUIRE(value.items.size() == 1);
  CHECK(value.items[0].impact == amount("96.50"));
  CHECK(value.items[0].first_seen == kMonday);
  CHECK(value.at_stake == amount("96.50"));
  CHECK(value.opened_at == kMonday);
  CHECK(value.changed_at == kTuesday);
  REQUIRE(actions(changes) == Actions{"case.discrepancy_changed", "case.changed"});
  CHECK(changes.events[0].before == R"({"impact":"156.00"})");
  CHECK(changes.events[0].after == R"({"impact":"96.50"})");
  CHECK(changes.events[1].before == R"({"amount":"156.00"})");
  CHECK(changes.events[1].after == R"({"amount":"96.50"})");
}

TEST_CASE("M-3.5: judging the same again yields no events, in any state that is open") {
  const auto judgement =
      judged({on_line(kQ01, "42"), on_line(kQ06, "42"), on_invoice(kD01, "9", "I")});
  const auto known = rejudge({}, judgement, kMonday, 1).changed;
  for (const CaseState state :
       {CaseState::triaged, CaseState::assigned, CaseState::in_review, CaseState::awaiting_supplier,
        CaseState::awaiting_internal, CaseState::proposed, CaseState::approved,
        CaseState::executing, CaseState::reopened}) {
    auto moved = known;
    for (Case& value : moved) value.state = state;
    const auto again = rejudge(moved, judgement, kTuesday, 3);
    CHECK(again.changed.empty());
    CHECK(again.events.empty());
    CHECK(again.next_number == 3);
    CHECK(again.case_of ==
          std::vector<std::string>{"DC-2026-00000001", "DC-2026-00000001", "DC-2026-00000002"});
  }
}

TEST_CASE("only the wording of a reason is no change") {
  const auto known = opened({on_line(kQ06, "10")});
  auto later = on_line(kQ06, "10");
  later.reason = "does not agree since 3 days";
  CHECK(rejudge(known, judged({later}), kTuesday, 2).events.empty());
}

TEST_CASE("M-14.1: what was accepted automatically opens no case") {
  auto small = on_line(kP01, "4.99");
  small.auto_resolved = true;
  const auto changes = rejudge({}, judged({small}), kMonday, 1);
  CHECK(changes.changed.empty());
  CHECK(changes.events.empty());
  CHECK(changes.case_of == std::vector<std::string>{""});
}

TEST_CASE("M-14.1: what shrinks until it is accepted automatically is cleared from its case") {
  const auto known = opened({on_line(kP01, "40")});
  auto small = on_line(kP01, "4.99");
  small.auto_resolved = true;
  const auto changes = rejudge(known, judged({small}), kTuesday, 2);
  CHECK(changes.changed.front().state == CaseState::auto_cleared);
  CHECK(changes.case_of == std::vector<std::string>{""});
}

TEST_CASE("M-14.2: a discrepancy that is gone is cleared, and the last one clears its case") {
  const auto known = opened({on_line(kQ01, "42"), on_line(kQ06, "50")});
  const auto first = rejudge(known, judged({on_line(kQ01, "42")}), kTuesday, 2, "message-9");
  REQUIRE(first.changed.size() == 1);
  CHECK(first.changed.front().state == CaseState::triaged);
  CHECK(first.changed.front().at_stake == amount("42"));
  CHECK(first.changed.front().items[1].cleared_at == kTuesday);
  CHECK(first.changed.front().items[1].cleared_by == "message-9");
  CHECK(actions(first) == Actions{"case.discrepancy_cleared", "case.changed"});

  const auto last = rejudge(first.changed, judged({}), kTuesday, 2, "message-10");
  REQUIRE(last.changed.size() == 1);
  CHECK(last.changed.front().state == CaseState::auto_cleared);
  CHECK(last.changed.front().settled_at == kTuesday);
  CHECK(last.changed.front().at_stake == Money{});
  CHECK(actions(last) == Actions{"case.discrepancy_cleared", "case.changed", "case.auto_cleared"});
  CHECK(last.events.back().before == R"({"state":"triaged"})");
  CHECK(last.events.back().after == R"({"state":"auto_cleared"})");

  CHECK(rejudge(last.changed, judged({}), kTuesday, 2).events.empty());
}

TEST_CASE("M-14.2: a discrepancy that comes back into its open case is the same one") {
  const auto known = opened({on_line(kQ01, "42"), on_line(kQ06, "50")});
  const auto cleared = rejudge(known, judged({on_line(kQ01, "42")}), kTuesday, 2).changed;
  const auto back =
      rejudge(cleared, judged({on_line(kQ01, "42"), on_line(kQ06, "50")}), kTuesday, 2);
  REQUIRE(back.changed.size() == 1);
  CHECK(back.changed.front().items.size() == 2);
  CHECK(back.changed.front().items[1].first_seen == kMonday);
  CHECK_FALSE(back.changed.front().items[1].cleared_at);
  CHECK(actions(back) == Actions{"case.discrepancy_returned", "case.changed"});
}

TEST_CASE("section 16: an auto-cleared case is not the system's to reopen: a new one follows it") {
  const auto cleared = rejudge(opened({on_line(kQ01, "42")}), judged({}), kTuesday, 2).changed;
  const auto again = rejudge(cleared, judged({on_line(kQ01, "42")}), kTuesday, 2);
  REQUIRE(again.changed.size() == 1);
  CHECK(again.changed.front().id == "DC-2026-00000002");
  CHECK(again.changed.front().follows == "DC-2026-00000001");
  CHECK(again.changed.front().items[0].first_seen == kTuesday);
}

TEST_CASE("M-14.3: clearing voids a proposal or an approval, and says so") {
  const auto known = opened({on_line(kQ01, "42")});
  const auto proposed =
      rejudge({in_state(known.front(), CaseState::proposed)}, judged({}), kTuesday, 2);
  CHECK(proposed.changed.front().state == CaseState::auto_cleared);
  CHECK(proposed.changed.front().flags.contains("PROPOSAL_VOID"));
  const auto approved =
      rejudge({in_state(known.front(), CaseState::approved)}, judged({}), kTuesday, 2);
  CHECK(approved.changed.front().state == CaseState::auto_cleared);
  CHECK(approved.changed.front().flags.contains("APPROVAL_VOID"));
}

TEST_CASE("M-14.3: clearing never hides a decision that is being carried out") {
  const auto known = opened({on_line(kQ01, "42")});
  const auto gone =
      rejudge({in_state(known.front(), CaseState::executing)}, judged({}), kTuesday, 2);
  REQUIRE(gone.changed.size() == 1);
  CHECK(gone.changed.front().state == CaseState::in_review);
  CHECK(gone.changed.front().flags.contains("CONDITION_GONE"));
  CHECK(actions(gone).back() == "case.condition_gone");
  CHECK(gone.events.back().reason.find("reverse") != std::string::npos);

  // And it stays with people: neither judging again nor a flicker clears it.
  CHECK(rejudge(gone.changed, judged({}), kTuesday, 2).events.empty());
  const auto back = rejudge(gone.changed, judged({on_line(kQ01, "42")}), kTuesday, 2).changed;
  const auto gone_again = rejudge(back, judged({}), kTuesday, 2);
  CHECK(gone_again.changed.front().state == CaseState::in_review);
}

TEST_CASE("M-14.4: an approval is bound to its amount") {
  const Case approved = in_state(opened({on_line(kQ06, "100")}).front(), CaseState::approved);
  const auto more = rejudge({approved}, judged({on_line(kQ06, "100.01")}), kTuesday, 2);
  CHECK(more.changed.front().state == CaseState::in_review);
  CHECK(more.changed.front().flags.contains("APPROVAL_VOID"));
  const auto less = rejudge({approved}, judged({on_line(kQ06, "99.99")}), kTuesday, 2);
  CHECK(less.changed.front().state == CaseState::approved);
}

TEST_CASE("what was decided stays decided at that amount or less; more is a new case") {
  const Case resolved = in_state(opened({on_line(kQ06, "100")}).front(), CaseState::resolved);
  const auto same = rejudge({resolved}, judged({on_line(kQ06, "100")}), kTuesday, 2);
  CHECK(same.events.empty());
  CHECK(same.case_of == std::vector<std::string>{resolved.id});
  CHECK(rejudge({resolved}, judged({on_line(kQ06, "60")}), kTuesday, 2).events.empty());
  const auto more = rejudge({resolved}, judged({on_line(kQ06, "100.01")}), kTuesday, 2);
  REQUIRE(more.changed.size() == 1);
  CHECK(more.changed.front().follows == resolved.id);
  // Also when another case of the line is open meanwhile.
  const auto other =
      rejudge({resolved}, judged({on_line(kQ06, "100"), on_line(kP01, "5")}), kTuesday, 2);
  REQUIRE(other.changed.size() == 1);
  CHECK(other.changed.front().items.size() == 1);
}

TEST_CASE("M-13.1: two discrepancies of equal identity are told apart, not dropped") {
  const auto twins = judged({on_line(kQ06, "10"), on_line(kQ06, "20")});
  const auto changes = rejudge({}, twins, kMonday, 1);
  CHECK(changes.changed.front().items.size() == 2);
  CHECK(changes.changed.front().at_stake == amount("30"));
  CHECK(rejudge(changes.changed, twins, kTuesday, 2).events.empty());
}

TEST_CASE("section 16: people move a case along the table, and a refusal changes nothing") {
  Case value = opened({on_line(kQ06, "100")}).front();
  const auto assigned = move_case(value, CaseState::assigned, Mover::lead,
                                  {Fact::assignee_holds_role, Fact::no_duty_bar}, kTuesday);
  REQUIRE(assigned.has_value());
  CHECK(assigned->action == "case.assigned");
  CHECK(value.version == 2);
  const Case before = value;
  CHECK_FALSE(move_case(value, CaseState::closed, Mover::system, {}, kTuesday).has_value());
  CHECK(value == before);
}

TEST_CASE("section 16: a settled case is reopened by a lead with a reason, and stays for review") {
  Case value = rejudge(opened({on_line(kQ06, "100")}), judged({}), kTuesday, 2).changed.front();
  REQUIRE(value.state == CaseState::auto_cleared);
  CHECK_FALSE(move_case(value, CaseState::reopened, Mover::system,
                        {Fact::reopening_reason, Fact::within_ninety_days}, kTuesday)
                  .has_value());
  REQUIRE(move_case(value, CaseState::reopened, Mover::lead,
                    {Fact::reopening_reason, Fact::within_ninety_days}, kTuesday, "not so")
              .has_value());
  CHECK_FALSE(value.settled_at);
  REQUIRE(move_case(value, CaseState::in_review, Mover::system, {}, kTuesday).has_value());
  CHECK(rejudge({value}, judged({}), kTuesday, 2).events.empty());
}

}  // namespace
}  // namespace weighbridge::cases
