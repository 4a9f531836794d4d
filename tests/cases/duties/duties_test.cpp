#include <catch2/catch.hpp>

#include "../discrepancies.hpp"
#include "cases/duties/approval.hpp"
#include "cases/duties/segregation.hpp"

namespace weighbridge::cases {
namespace {

using testing::at;
using enum Duty;

const Instant kNow = at("2026-03-10T10:00:00Z");

std::vector<std::string> barred_by(const Person& person, const Decision& decision,
                                   const Involvement& involved, Instant now = kNow) {
  std::vector<std::string> rules;
  for (const Bar& bar : bars(person, decision, involved, now)) rules.emplace_back(bar.rule);
  return rules;
}

Person person(std::string id, std::vector<Grant> grants = {}) {
  return {std::move(id), std::move(grants)};
}

Decision approval_of(std::vector<std::string> rules, Duty as = ap_manager) {
  return {Decision::Kind::approve, std::move(rules), true, as};
}

using Rules = std::vector<std::string>;

TEST_CASE("M-0.4: duties have their names and the contract's roles") {
  for (int i = 0; i <= static_cast<int>(admin); ++i) {
    const auto duty = static_cast<Duty>(i);
    CHECK(duty_from(to_string_view(duty)) == duty);
  }
  CHECK_FALSE(duty_from("CLERK"));
  CHECK(role_of(ap_clerk) == "clerk");
  CHECK(role_of(controller) == "supervisor");
  CHECK(role_of(wh_supervisor) == "warehouse");
  CHECK(role_of(buyer) == "procurement");
  CHECK(role_of(master_data) == "operator");
}

TEST_CASE("a grant reaches its entity, site and supplier group only") {
  const Person ann = person("ann", {{ap_clerk, {"US", "", "G1"}}});
  CHECK(ann.holds(ap_clerk, {"US", "DC01", "G1"}));
  CHECK_FALSE(ann.holds(ap_clerk, {"DE", "DC01", "G1"}));
  CHECK_FALSE(ann.holds(ap_clerk, {"US", "DC01", "G2"}));
  CHECK_FALSE(ann.holds(ap_manager, {"US", "DC01", "G1"}));
  CHECK_FALSE(ann.leads(ap_clerk, {"US", "DC01", "G1"}));
  CHECK(person("bob", {{ap_clerk, {}, true}}).leads(ap_clerk, {"US", "DC01", "G1"}));
}

TEST_CASE("S1: the proposer never approves") {
  Involvement involved;
  involved.proposer = "ann";
  CHECK(barred_by(person("ann"), approval_of({"Q06"}), involved) == Rules{"S1"});
  CHECK(barred_by(person("bob"), approval_of({"Q06"}), involved).empty());
}

TEST_CASE("S2: who recorded the receipt, count or adjustment never approves what is about it") {
  Involvement involved;
  involved.recorded = {"w.ortiz"};
  CHECK(barred_by(person("w.ortiz"), approval_of({"K01"}), involved) == Rules{"S2"});
  CHECK(barred_by(person("other"), approval_of({"K01"}), involved).empty());
}

TEST_CASE("S3: who made the order line approves no price, charge or over-billing on it") {
  Involvement involved;
  involved.ordered = {"buyer1"};
  for (const char* rule : {"P01", "C01", "C02", "Q07"})
    CHECK(barred_by(person("buyer1"), approval_of({"Q06", rule}), involved) == Rules{"S3"});
  CHECK(barred_by(person("buyer1"), approval_of({"Q06"}), involved).empty());
}

TEST_CASE("S4: who keyed the invoice releases none of its holds") {
  Involvement involved;
  involved.keyed = {"ann"};
  Decision release;
  release.kind = Decision::Kind::release_invoice_hold;
  CHECK(barred_by(person("ann"), release, involved) == Rules{"S4"});
  CHECK(barred_by(person("bob"), release, involved).empty());
}

TEST_CASE("S5: who changed where a supplier is paid approves nothing of it for 30 days") {
  Involvement involved;
  involved.changed_payee = {{"ann", kNow - std::chrono::days(30) + std::chrono::seconds(1)},
                            {"bob", kNow - std::chrono::days(30)}};
  CHECK(barred_by(person("ann"), approval_of({"Q06"}), involved) == Rules{"S5"});
  CHECK(barred_by(person("bob"), approval_of({"Q06"}), involved).empty());
}

TEST_CASE("S6: who wrote the policy approves no case judged by it for 7 days") {
  Involvement involved;
  involved.wrote_policy = {{"ann", kNow - std::chrono::days(7) + std::chrono::seconds(1)},
                           {"bob", kNow - std::chrono::days(7)}};
  CHECK(barred_by(person("ann"), approval_of({"P01"}), involved) == Rules{"S6"});
  CHECK(barred_by(person("bob"), approval_of({"P01"}), involved).empty());
}

TEST_CASE("S7: who runs the system decides about no money or stock") {
  CHECK(barred_by(person("root"), approval_of({"Q06"}, admin), {}) == Rules{"S7"});
  CHECK(barred_by(person("ops"), approval_of({"Q06"}, integration_ops), {}) == Rules{"S7"});
  Decision technical = approval_of({"U01"}, integration_ops);
  technical.moves_money_or_stock = false;
  CHECK(barred_by(person("ops"), technical, {}).empty());
}

TEST_CASE("S8: a delegate carries the bars of both") {
  Involvement involved;
  involved.proposer = "ann";
  involved.recorded = {"bob"};
  Person bob = person("bob");
  bob.stands_in_for = {"ann"};
  CHECK(barred_by(bob, approval_of({"Q06"}), involved) == Rules{"S2", "S1"});
  CHECK(bars(bob, approval_of({"Q06"}), involved, kNow).back().reason ==
        "bob stands in for ann, and ann proposed it");
}

TEST_CASE("S9: two words are two persons', not two roles'") {
  Involvement involved;
  involved.approvers = {"ann"};
  CHECK(barred_by(person("ann"), approval_of({"Q06"}, controller), involved) == Rules{"S9"});
}

// --- limits ---

Proposal proposal_of(const char* amount, std::string resolution = "SHP", bool stock = false) {
  Proposal proposal;
  proposal.resolution = std::move(resolution);
  proposal.amount = Money(*Decimal::parse(amount));
  proposal.about_stock = stock;
  proposal.rules = {"P01"};
  proposal.supplier = "ACME";
  return proposal;
}

Person everything(std::string id) {
  return person(std::move(id), {{ap_clerk, {}},
                                {wh_supervisor, {}},
                                {ap_manager, {}},
                                {inventory_control, {}},
                                {controller, {}},
                                {buyer, {}}});
}

std::string outcome(const Proposal& proposal, Duty as, const std::vector<Approval>& given = {},
                    const std::vector<Approval>& earlier = {}) {
  const auto result = approve(proposal, everything("bob"), as, given, earlier, {}, {}, kNow);
  return result ? "approved" : result.error().rule;
}

TEST_CASE("approval limits are inclusive, and each duty has its own") {
  CHECK(outcome(proposal_of("250.00"), ap_clerk) == "approved");
  CHECK(outcome(proposal_of("-250.00"), ap_clerk) == "approved");
  CHECK(outcome(proposal_of("250.01"), ap_clerk) == "LIMIT");
  CHECK(outcome(proposal_of("-250.01"), ap_clerk) == "LIMIT");
  CHECK(outcome(proposal_of("2500"), ap_manager) == "approved");
  CHECK(outcome(proposal_of("2500.01"), ap_manager) == "LIMIT");
  CHECK(outcome(proposal_of("25000"), controller) == "approved");
  CHECK(outcome(proposal_of("10"), controller) == "approved");
}

TEST_CASE("money is approved by those who pay, stock by those who keep it") {
  CHECK(outcome(proposal_of("100"), wh_supervisor) == "DUTY");
  CHECK(outcome(proposal_of("100", "POST", true), wh_supervisor) == "approved");
  CHECK(outcome(proposal_of("100", "POST", true), ap_clerk) == "DUTY");
  CHECK(outcome(proposal_of("2500", "POST", true), inventory_control) == "approved");
  CHECK(outcome(proposal_of("2500.01", "POST", true), inventory_control) == "LIMIT");
  CHECK(outcome(proposal_of("9000", "POST", true), controller) == "approved");
}

TEST_CASE("above the last limit it takes a controller and another") {
  const Proposal proposal = proposal_of("25000.01");
  const auto first = approve(proposal, everything("ann"), controller, {}, {}, {}, {}, kNow);
  REQUIRE(first.has_value());
  REQUIRE(lacking(proposal, std::vector{*first}, {}).size() == 1);
  CHECK(lacking(proposal, std::vector{*first}, {})[0].any_of ==
        std::vector{ap_manager, controller});
  CHECK(outcome(proposal, controller, {*first}) == "approved");
  CHECK(outcome(proposal, ap_manager, {*first}) == "approved");
  CHECK(outcome(proposal, ap_clerk, {*first}) == "LIMIT");
  // The other way round, and never two managers.
  const auto manager = approve(proposal, everything("ann"), ap_manager, {}, {}, {}, {}, kNow);
  REQUIRE(manager.has_value());
  CHECK(outcome(proposal, ap_manager, {*manager}) == "LIMIT");
  CHECK(outcome(proposal, controller, {*manager}) == "approved");
  // S9: not the same person in another role.
  const auto again =
      approve(proposal, everything("ann"), ap_manager, std::vector{*first}, {}, {}, {}, kNow);
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().rule == "S9");
}

TEST_CASE("slices of one supplier's amounts within 24 hours count together") {
  const auto earlier = [](const char* amount, std::chrono::seconds ago, std::string supplier) {
    Approval approval;
    approval.person = "bob";
    approval.amount = Money(*Decimal::parse(amount));
    approval.supplier = std::move(supplier);
    approval.at = kNow - ago;
    return approval;
  };
  using namespace std::chrono_literals;
  CHECK(outcome(proposal_of("200"), ap_clerk, {}, {earlier("50", 1h, "ACME")}) == "approved");
  CHECK(outcome(proposal_of("200"), ap_clerk, {}, {earlier("50.01", 1h, "ACME")}) == "LIMIT");
  CHECK(outcome(proposal_of("200"), ap_clerk, {}, {earlier("5000", 1h, "OTHER")}) == "approved");
  CHECK(outcome(proposal_of("200"), ap_clerk, {}, {earlier("5000", 24h, "ACME")}) == "approved");
  CHECK(outcome(proposal_of("200"), ap_manager, {}, {earlier("50.01", 1h, "ACME")}) == "approved");
  // A controller's slices need the second person once they are above the last limit.
  const Proposal proposal = proposal_of("20000");
  const auto word = approve(proposal, everything("bob"), controller, {},
                            std::vector{earlier("5000.01", 1h, "ACME")}, {}, {}, kNow);
  REQUIRE(word.has_value());
  CHECK(lacking(proposal, std::vector{*word}, {}).size() == 1);
}

TEST_CASE("accepting a price needs who bought, above the limit who leads them") {
  const Proposal small = proposal_of("100", "ACC");
  REQUIRE(lacking(small, {}, {}).size() == 2);
  const auto consent = approve(small, everything("ann"), buyer, {}, {}, {}, {}, kNow);
  REQUIRE(consent.has_value());
  CHECK(consent->consent);
  CHECK(lacking(small, std::vector{*consent}, {}).size() == 1);
  CHECK(outcome(small, ap_clerk, {*consent}) == "approved");
  CHECK(outcome(small, buyer, {*consent}) == "DUTY");
  CHECK(outcome(proposal_of("2500.01", "ACC"), buyer) == "LIMIT");
  const Person lead = person("carl", {{buyer, {}, true}});
  CHECK(approve(proposal_of("2500.01", "ACC"), lead, buyer, {}, {}, {}, {}, kNow).has_value());
  CHECK(outcome(proposal_of("100", "SHP"), buyer) == "DUTY");  // nothing to consent to
}

TEST_CASE("nobody approves without the duty, outside its scope, or once more than needed") {
  Proposal proposal = proposal_of("100");
  proposal.scope.site = "DC01";
  CHECK(approve(proposal, person("x"), ap_clerk, {}, {}, {}, {}, kNow).error().rule == "DUTY");
  const Person elsewhere = person("x", {{ap_clerk, {"", "DC02", ""}}});
  CHECK(approve(proposal, elsewhere, ap_clerk, {}, {}, {}, {}, kNow).error().rule == "DUTY");
  const auto first = approve(proposal, everything("ann"), ap_clerk, {}, {}, {}, {}, kNow);
  REQUIRE(first.has_value());
  CHECK(outcome(proposal, ap_manager, {*first}) == "COMPLETE");
}

TEST_CASE("S7: an administrator with an approver's duty is still refused as administrator") {
  const auto result = approve(proposal_of("10"), person("root", {{admin, {}}, {ap_clerk, {}}}),
                              admin, {}, {}, {}, {}, kNow);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().rule == "S7");
}

}  // namespace
}  // namespace weighbridge::cases
