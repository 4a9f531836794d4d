#include <catch2/catch.hpp>

#include "matching/policy.hpp"

using namespace weighbridge;
using namespace weighbridge::matching;
using Lines = std::vector<std::string>;

namespace {

Lines errors_of(std::string_view text) {
  std::vector<TableError> errors;
  (void)parse_policy("policy.yaml", text, errors);
  Lines lines;
  for (const TableError& e : errors) {
    lines.push_back(e.file + ":" + std::to_string(e.line) + ":" + std::to_string(e.column) + ": " +
                    e.message + (e.mend.empty() ? "" : " [" + e.mend + "]"));
  }
  return lines;
}

Policy policy_of(std::string_view text) {
  std::vector<TableError> errors;
  Policy policy = parse_policy("policy.yaml", text, errors);
  REQUIRE(errors.empty());
  return policy;
}

std::vector<Tolerance> records(const Policy& policy, Leg leg, Direction direction) {
  std::vector<Tolerance> found;
  for (const Tolerance& t : policy.tolerances) {
    if (t.leg == leg && t.direction == direction) found.push_back(t);
  }
  return found;
}

Percent percent(const char* text) {
  return Percent(*Decimal::parse(text));
}

}  // namespace

TEST_CASE("The contract's policy is read over STD-1") {
  const Policy policy = policy_of(R"(policy: STD-1+acme
tolerances:
  - {leg: PRICE, direction: over, pct: 5, scope: {supplier: S7}}
  - {leg: PRICE, direction: over, pct: 0, scope: {supplier: S7, item: X}}
windows: {erp_posting: 4h, transit_grace: 2d, asn_close: 90m}
auto_accept: {each: 5.00, monthly_per_supplier: 50.00}
orders:            # overrides per order line: mode, bill basis, agreed charges and allowances
  - {po: PO-1, charges: [{kind: freight, amount: 40.00}], allowances: [{kind: discount, pct: 2}]}
)");
  CHECK(policy.id == "STD-1+acme");
  const auto price = records(policy, Leg::price, Direction::over);
  REQUIRE(price.size() == 3);
  CHECK(price[0].scope == ToleranceScope{});
  CHECK(price[1].scope.supplier == "S7");
  CHECK(price[1].pct == percent("5"));
  CHECK_FALSE(price[1].abs_amt);
  CHECK(price[2].scope.item == "X");
  CHECK(price[2].pct == percent("0"));
  CHECK(policy.windows.asn_close == std::chrono::minutes{90});
  CHECK(policy.windows.transit_grace == std::chrono::days{2});
  CHECK(policy.windows.line_due == Windows{}.line_due);
  REQUIRE(policy.orders.size() == 1);
  CHECK(policy.orders[0].po == PoNumber("PO-1"));
  CHECK(policy.orders[0].charges.at(0).amount == Money(Decimal::from_integer(40)));
  CHECK(policy.orders[0].allowances.at(0).pct == percent("2"));
  CHECK_FALSE(policy.orders[0].mode);
}

TEST_CASE("Every key of a policy is read") {
  const Policy policy = policy_of(R"(
functional_currency: eur
mode: 3W
attach_confidence: 0.85
duplicate_score: 0.75
asn_required_suppliers: [ACME, BOLT]
auto_accept: {each: 0, monthly_per_supplier: 0}
tolerances:
  - leg: DATE
    direction: under
    days: 1d
  - leg: qty_rcv_po
    direction: OVER
    pct: 1
    abs_qty: 2
    abs_amt: 3.50
    mode: EITHER
    scope: {site: DC01, item_group: BOLTS}
    valid_from: 2026-01-01
    valid_to: 2026-12-31
    version: 3
windows: {invoice_cover: 6d, received_not_billed: 31d, credit: 32d, transfer_grace: 4d, line_due: 48h,
          duplicate: 301d, po_candidate: 181d, default_lead_days: 8}
orders:
  - supplier: ACME
    po: PO-1
    po_line: 10
    mode: 2W
    bill_basis: ORDERED
    estimated_price: true
    asn_required: false
    ship_complete: true
    self_billing: true
    over_receipt_pct: 3
    under_receipt_pct: 0
)");
  CHECK(policy.functional_currency.code() == "EUR");
  CHECK(policy.mode == MatchMode::three_way);
  CHECK(policy.attach_confidence == *Decimal::parse("0.85"));
  CHECK(policy.duplicate_score == *Decimal::parse("0.75"));
  CHECK(policy.asn_required_suppliers == Lines{"ACME", "BOLT"});
  CHECK(policy.auto_accept.each.is_zero());
  const auto receipt = records(policy, Leg::qty_rcv_po, Direction::over);
  REQUIRE(receipt.size() == 2);
  CHECK(receipt[1].mode == ToleranceMode::either);
  CHECK(receipt[1].valid_from == parse_date("2026-01-01"));
  CHECK(receipt[1].version == 3);
  CHECK(policy.windows.line_due == std::chrono::days{2});
  CHECK(policy.windows.default_lead_days == 8);
  const OrderPolicy& order = policy.orders.at(0);
  CHECK(order.supplier == SupplierId("ACME"));
  CHECK(order.po_line == "10");
  CHECK(order.mode == MatchMode::two_way);
  CHECK(order.bill_basis == BillBasis::ordered);
  CHECK(order.estimated_price == true);
  CHECK(order.asn_required == false);
  CHECK(order.under_receipt_pct == percent("0"));
}

TEST_CASE("M-7.1 null is not set, 0 allows nothing, absent keeps the default") {
  const Policy policy = policy_of(R"(tolerances:
  - {leg: PRICE, direction: over, pct: null, abs_amt: 0}
)");
  const auto price = records(policy, Leg::price, Direction::over);
  REQUIRE(price.size() == 1);  // a record for everything takes the place of STD-1's, whole (M-7.4)
  CHECK_FALSE(price[0].pct);
  CHECK(price[0].abs_amt == Money());
  CHECK(records(policy, Leg::price, Direction::under).size() == 1);
  CHECK(errors_of("auto_accept: {each: null}") ==
        Lines{"policy.yaml:1:21: `each` is empty "
              "[leave it out to keep the default; write 0 to allow nothing]"});
}

TEST_CASE("An empty policy is STD-1") {
  CHECK(policy_of("").tolerances.size() == standard_policy().tolerances.size());
  CHECK(policy_of("# nothing\n").id == "STD-1");
}

TEST_CASE("Every mistake in a policy is told at once, with line, column and mend") {
  CHECK(errors_of(R"(polcy: X
tolerances:
  - {leg: PRICES, direction: above, pct: five}
  - {direction: over, pct: -1}
  - {leg: PRICE, direction: over, days: 2d, shoe: 1}
  - {leg: DATE, direction: over, pct: 1}
  - 7
windows: {erp_posting: 4, transit_grace: 3h, line_due: 2 d}
auto_accept: 5
orders:
  - {mode: 4W, bill_basis: x, charges: [{kind: freight}], estimated_price: yes}
functional_currency: dollars
attach_confidence: 80
)") == Lines{
           "policy.yaml:1:1: the key `polcy` is unknown [did you mean `policy`?]",
           "policy.yaml:3:11: `leg` is no leg [did you mean `PRICE`?]",
           "policy.yaml:3:30: `direction` is none of the words it may be [known are: over, under]",
           "policy.yaml:3:42: `pct` cannot be read: it is not a plain decimal number such as 12.50 "
           "[write plain digits with a point, such as 1250.50]",
           "policy.yaml:4:5: `leg` is missing [add it]",
           "policy.yaml:4:5: a limit is negative [write 0 to allow nothing]",
           "policy.yaml:5:5: only the leg DATE has a limit in `days` [take `days` out]",
           "policy.yaml:5:45: the key `shoe` is unknown [known are: leg, direction, pct, abs_qty, "
           "abs_amt, days, mode, scope, valid_from, valid_to, version]",
           "policy.yaml:6:5: the leg DATE has no limit but `days` [write days: 2d]",
           "policy.yaml:7:5: `tolerances` is a value where a map should stand",
           "policy.yaml:8:24: `erp_posting` is no duration [write 30m, 4h or 2d]",
           "policy.yaml:8:42: `transit_grace` is no number of days [write 2d]",
           "policy.yaml:8:56: `line_due` is no number of days [write 2d]",
           "policy.yaml:9:14: `auto_accept` is a value where a map should stand",
           "policy.yaml:11:5: `po` is missing [add it]",
           "policy.yaml:11:12: `mode` is none of the words it may be [did you mean `2w`?]",
           "policy.yaml:11:28: `bill_basis` is none of the words it may be "
           "[known are: accepted, received, ordered, consumed]",
           "policy.yaml:11:41: what is agreed must be either an `amount` or a `pct` "
           "[give one of the two]",
           "policy.yaml:11:76: `estimated_price` is neither true nor false",
           "policy.yaml:12:22: `functional_currency` is no ISO 4217 currency code such as USD",
           "policy.yaml:13:20: `attach_confidence` is not between 0 and 1 [write 0.80]",
       });
  CHECK(errors_of("- a\n") == Lines{"policy.yaml:1:1: the policy is a list "
                                    "[it is a map that begins with `policy: NAME`]"});
  CHECK(errors_of("a: [").size() == 1);
}
