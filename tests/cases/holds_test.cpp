#include "cases/holds.hpp"

#include <catch2/catch.hpp>

#include "discrepancies.hpp"

namespace weighbridge::cases {
namespace {

using testing::amount;
using testing::at;
using testing::kE01;
using testing::kP01;
using testing::kQ06;
using testing::on_line;

const Instant kNow = at("2026-03-10T10:00:00Z");
const Instant kLater = at("2026-03-11T10:00:00Z");

matching::Discrepancy holding(const testing::Code& code, const char* impact,
                              std::string_view letters = "L") {
  matching::Discrepancy d = on_line(code, impact);
  d.hold = letters;
  return d;
}

/// The holds as whoever keeps them would have them afterwards.
std::vector<Hold> applied(std::vector<Hold> known, const HoldChanges& changes) {
  for (Hold hold : changes.placed) {
    hold.number = known.size() + 1;
    known.push_back(hold);
  }
  for (const Hold& hold : changes.released)
    for (Hold& old : known)
      if (old.number == hold.number) old = hold;
  return known;
}

std::vector<Hold> judged(const std::vector<Hold>& known,
                         const std::vector<matching::Discrepancy>& discrepancies,
                         Instant now = kNow) {
  return applied(known, rehold(known, discrepancies, now, "INV-2"));
}

TEST_CASE("M-17.1: a hold is told in the ledger of its case, or under its own number without one") {
  const auto holds = judged({}, {holding(kQ06, "42.00")});
  const CaseEvent of_case = hold_event(holds.at(0), "K-2603-0001");
  CHECK(of_case.action == "case.hold_placed");
  CHECK(of_case.case_id == "K-2603-0001");
  const CaseEvent alone = hold_event(holds.at(0), "");
  CHECK(alone.action == "hold.placed");
  CHECK(alone.case_id == "hold/1");
}

TEST_CASE("M-17.1: a line is held while any open hold covers it, an invoice hold covers all") {
  const auto holds = judged({}, {holding(kQ06, "42.00")});
  REQUIRE(holds.size() == 1);
  CHECK(holds[0].scope == HoldScope::line);
  CHECK(is_held(holds, "DOC-1", "1"));
  CHECK_FALSE(is_held(holds, "DOC-1", "2"));
  CHECK_FALSE(is_held(holds, "DOC-2", "1"));
  const auto whole = judged({}, {holding(testing::kD01, "9.00", "I")});
  CHECK(is_held(whole, "DOC-1", "2"));
  const auto posting = judged({}, {holding(testing::kK01, "9.00", "P")});
  REQUIRE(posting.size() == 1);
  CHECK_FALSE(is_held(posting, "DOC-1", "1"));  // what is not posted may still be paid
  CHECK(judged({}, {holding(kQ06, "42.00", "L P")}).size() == 2);
  CHECK(judged({}, {holding(kE01, "42.00", "-")}).empty());
}

TEST_CASE("M-17.2: clearing releases, also when only the accepted amount is left") {
  const auto holds = judged({}, {holding(kQ06, "42.00"), holding(kP01, "3.00")});
  const auto cleared = judged(holds, {holding(kP01, "3.00")}, kLater);
  REQUIRE(cleared.size() == 2);
  CHECK(cleared[0].release == Release{Release::Kind::cleared, kLater, "INV-2"});
  CHECK(cleared[1].is_open());
  auto accepted = holding(kP01, "3.00");
  accepted.auto_resolved = true;
  const auto none = judged(cleared, {accepted}, kLater);
  CHECK(none[1].release->kind == Release::Kind::auto_accepted);
  CHECK(judged({}, {accepted}).empty());
}

TEST_CASE("M-17.2: judging again with the result changes nothing") {
  const std::vector discrepancies{holding(kQ06, "42.00"), holding(kP01, "3.00", "L P")};
  const auto holds = judged({}, discrepancies);
  const HoldChanges again = rehold(holds, discrepancies, kLater, "INV-3");
  CHECK(again.placed.empty());
  CHECK(again.released.empty());
}

TEST_CASE("M-17.3: what a decision released comes back for more only") {
  const auto first = holding(kP01, "75.00");
  auto holds = judged({}, {first});
  holds = applied(holds,
                  {{}, release_decided(holds, std::vector{first.key()}, "DC-2026-00000001", kNow)});
  REQUIRE_FALSE(holds[0].is_open());
  CHECK(judged(holds, {holding(kP01, "75.00")}, kLater).size() == 1);
  CHECK(judged(holds, {holding(kP01, "74.00")}, kLater).size() == 1);
  const auto larger = judged(holds, {holding(kP01, "75.01")}, kLater);
  REQUIRE(larger.size() == 2);
  CHECK(larger[1].impact == amount("75.01"));
}

TEST_CASE("M-17.3: what went away and came back is held again") {
  auto holds = judged({}, {holding(kQ06, "42.00")});
  holds = judged(holds, {}, kNow);
  holds = judged(holds, {holding(kQ06, "42.00")}, kLater);
  CHECK(holds.size() == 2);
  CHECK(holds[1].is_open());
}

TEST_CASE("M-17.2: system holds are not released by hand, manual ones only by another person") {
  const auto holds = judged({}, {holding(kQ06, "42.00")});
  const Person ann{"ann", {}}, bob{"bob", {}};
  CHECK(release_by_hand(holds[0], ann, {}, kNow).error().rule == "SYSTEM_HOLD");
  CHECK(place_by_hand(HoldScope::invoice, {}, "INV-1", "", "ann", "", kNow).error().rule ==
        "REASON");
  const auto manual = place_by_hand(HoldScope::invoice, {}, "INV-1", "", "ann", "audit", kNow);
  REQUIRE(manual.has_value());
  CHECK(is_held(std::vector{*manual}, "INV-1", "7"));
  CHECK(release_by_hand(*manual, ann, {}, kNow).error().rule == "SAME_PERSON");
  Involvement keyed;
  keyed.keyed = {"bob"};
  CHECK(release_by_hand(*manual, bob, keyed, kNow).error().rule == "S4");
  const auto free = release_by_hand(*manual, bob, {}, kNow);
  REQUIRE(free.has_value());
  CHECK(free->release == Release{Release::Kind::by_hand, kNow, "bob"});
  CHECK(release_by_hand(*free, bob, {}, kNow).error().rule == "RELEASED");
  // No judgement touches what a person placed.
  CHECK(rehold(std::vector{*manual}, {}, kLater, "INV-3").released.empty());
}

TEST_CASE("M-17.2: a decision releases the holds of its discrepancies and no others") {
  const auto price = holding(kP01, "3.00");
  const auto holds = judged({}, {holding(kQ06, "42.00"), price});
  const auto freed = release_decided(holds, std::vector{price.key()}, "DC-2026-00000001", kNow);
  REQUIRE(freed.size() == 1);
  CHECK(freed[0].discrepancy == price.key());
}

}  // namespace
}  // namespace weighbridge::cases
