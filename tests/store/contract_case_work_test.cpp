// The contract of what people do with cases, of holds and of clocks.
#include <catch2/catch.hpp>

#include "contract.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;

cases::CaseWork work_value() {
  cases::CaseWork work;
  cases::CaseProposal& proposal = work.proposals.emplace_back();
  proposal.number = 1;
  proposal.resolution = "ACC";
  proposal.reason_code = "AGREED";
  proposal.reason = "because";
  proposal.amount = amount("-12.50");
  proposal.currency = Currency::parse("USD").value();
  proposal.evaluated = amount("120");
  proposal.about_stock = true;
  proposal.discrepancies = {
      "C01\x1f"
      "ACME"};
  proposal.rules = {"C01", "P01"};
  proposal.evidence = {{cases::Proof::pair, "INV-1 and INV-2"}};
  proposal.until = parse_date("2026-03-09");
  proposal.by = "clara";
  proposal.at = at("2026-03-03T10:00:00Z");
  proposal.approvals.push_back({"carl", cases::Duty::ap_clerk, false, amount("12.50"),
                                amount("200"), "ACME", at("2026-03-03T11:00:00Z")});
  work.comments.push_back({1, at("2026-03-03T10:00:00Z"), "clara", "look @carl", {"carl"}, {}});
  work.tasks.push_back({1,
                        "count",
                        "warehouse",
                        {},
                        at("2026-03-04T10:00:00Z"),
                        "clara",
                        at("2026-03-03T10:00:00Z"),
                        {},
                        {},
                        {}});
  work.notices.push_back({1, "C01", amount("120"), "812", "out-1", at("2026-03-03T12:00:00Z")});
  work.effects.push_back({"DC-2026-00000007.1.posting",
                          1,
                          cases::Effect::posting,
                          cases::EffectState::pending,
                          "erp northgate",
                          "out-1",
                          0,
                          at("2026-03-10T00:00:00Z"),
                          {},
                          {}});
  return work;
}

void check_equal(const cases::CaseWork& kept, const cases::CaseWork& wanted) {
  CHECK(kept.proposals == wanted.proposals);
  CHECK(kept.comments == wanted.comments);
  CHECK(kept.tasks == wanted.tasks);
  CHECK(kept.notices == wanted.notices);
  CHECK(kept.effects == wanted.effects);
  REQUIRE(kept.states.size() == wanted.states.size());
  for (std::size_t i = 0; i < wanted.states.size(); ++i) {
    CHECK(kept.states[i].state == wanted.states[i].state);
    CHECK(kept.states[i].since == wanted.states[i].since);
  }
}

TEMPLATE_TEST_CASE("store: section 16: what people did with a case comes back whole", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  cases::Case value = case_value("DC-2026-00000007");
  cases::CaseWork work = work_value();
  store->write([&](Writer& writer) {
    writer.put_case(value);
    writer.put_case_work(value.id, work);
  });
  const auto kept = [&](Reader& reader) { return reader.case_work(value.id); };
  work.states = {{value.state, value.opened_at}};
  check_equal(read(*store, kept), work);
  CHECK(read(*store, [&](Reader& r) { return r.has_current_proposal(value.id); }));
  CHECK(read(*store, [&](Reader& r) {
          return r.approvals_by("carl", "ACME", at("2026-03-03T11:00:00Z"));
        }) == work.proposals[0].approvals);
  CHECK(read(*store, [&](Reader& r) {
          return r.approvals_by("carl", "ACME", at("2026-03-03T11:00:01Z"));
        }).empty());

  work.proposals[0].state = cases::ProposalState::void_;
  work.proposals[0].approvals.clear();
  work.tasks[0].done_by = "rob";
  work.tasks[0].done_at = at("2026-03-04T09:00:00Z");
  work.effects[0].state = cases::EffectState::confirmed;
  value.state = cases::CaseState::in_review;
  value.changed_at = at("2026-03-05T08:00:00Z");
  store->write([&](Writer& writer) {
    writer.put_case(value);
    writer.put_case(value);
    writer.put_case_work(value.id, work);
  });
  work.states.push_back({cases::CaseState::in_review, value.changed_at});
  check_equal(read(*store, kept), work);
  CHECK_FALSE(read(*store, [&](Reader& r) { return r.has_current_proposal(value.id); }));
}

TEMPLATE_TEST_CASE("store: section 17: holds keep their numbers, and how they ended", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  cases::Hold hold;
  hold.scope = cases::HoldScope::posting;
  hold.anchor.supplier = SupplierId("ACME");
  hold.anchor.invoice = "INV-1";
  hold.document = "INV-1";
  hold.document_line = "2";
  hold.discrepancy = "Q03|x";
  hold.impact = amount("9.99");
  hold.placed_at = at("2026-03-03T10:00:00Z");
  const cases::Hold placed = write(*store, [&](Writer& writer) { return writer.put_hold(hold); });
  CHECK(placed.number == 1);
  const auto all = [](Reader& reader) { return reader.holds(); };
  CHECK(read(*store, all) == std::vector{placed});
  CHECK(read(*store, [](Reader& r) {
          return r.holds_for({"Q03|x", "none"});
        }) == std::vector{placed});
  CHECK(read(*store, [](Reader& r) { return r.holds_on("ACME", "INV-1"); }) == std::vector{placed});
  CHECK(read(*store, [](Reader& r) { return r.holds_on("OTHER", "INV-1"); }).empty());
  cases::Hold released = placed;
  released.release = {cases::Release::Kind::decided, at("2026-03-04T10:00:00Z"), "DC-1"};
  store->write([&](Writer& writer) { writer.put_hold(released); });
  CHECK(read(*store, all) == std::vector{released});
}

TEMPLATE_TEST_CASE("store: M-16.6: the queue is by severity, money date, time left, amount",
                   "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  const auto put = [&](const std::string& id, matching::Severity severity, bool money_date,
                       std::string_view due) {
    store->write([&](Writer& writer) {
      cases::Case value = case_value(id);
      value.state = cases::CaseState::in_review;
      value.settled_at.reset();
      value.severity = severity;
      writer.put_case(value);
      writer.put_case_clock(id, {at(due), money_date, at("2026-03-09T00:00:00Z")});
    });
  };
  using enum matching::Severity;
  put("DC-2026-00000001", low, true, "2026-03-04T10:00:00Z");
  put("DC-2026-00000002", high, false, "2026-03-06T10:00:00Z");
  put("DC-2026-00000003", high, false, "2026-03-05T10:00:00Z");
  put("DC-2026-00000004", high, true, "2026-03-09T10:00:00Z");
  CaseQuery query;
  query.queue = true;
  query.limit = 3;
  std::vector<std::string> found;
  for (; query.offset < 6; query.offset += 3)
    for (const cases::Case& value :
         read(*store, [&](Reader& reader) { return reader.case_page(query); }))
      found.push_back(value.id.substr(15));
  CHECK(found == std::vector<std::string>{"4", "3", "2", "1"});
  CHECK(read(*store, [](Reader& r) {
          return r.cases_to_look_at(at("2026-03-08T00:00:00Z"), 10);
        }).empty());
  CHECK(read(*store, [](Reader& r) {
          return r.cases_to_look_at(at("2026-03-09T00:00:00Z"), 10);
        }).size() == 4);
}

TEMPLATE_TEST_CASE("store: an answered request is answered alike, and forgotten in time", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  const AnsweredRequest request{"clara", "k", "abc", 200, "{}", at("2026-03-03T10:00:00Z")};
  store->write([&](Writer& writer) { writer.put_answered(request); });
  const auto known = [](Reader& reader) { return reader.answered("clara", "k"); };
  CHECK(read(*store, known) == request);
  CHECK_FALSE(read(*store, [](Reader& r) { return r.answered("carl", "k"); }));
  store->write([&](Writer& writer) { writer.forget_answered(request.at, 10); });
  CHECK(read(*store, known) == request);
  store->write(
      [&](Writer& writer) { writer.forget_answered(request.at + std::chrono::seconds(1), 10); });
  CHECK_FALSE(read(*store, known));
}

}  // namespace
}  // namespace weighbridge::store
