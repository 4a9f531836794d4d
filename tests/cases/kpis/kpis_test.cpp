// Section 21 on figures worked by hand.
#include "cases/kpis/kpis.hpp"

#include <catch2/catch.hpp>

#include "cases/kpis/scorecard.hpp"

using namespace weighbridge;
using namespace weighbridge::cases;
using namespace std::chrono_literals;

namespace {

const Instant kNow = *parse_instant("2026-04-01T00:00:00Z");

Rational number(const char* text) {
  return Rational(*Decimal::parse(text));
}
Money money(const char* text) {
  return Money(*Decimal::parse(text));
}
Currency usd() {
  return *Currency::parse("USD");
}

CaseFact open_case(std::chrono::seconds age, const char* exposure) {
  CaseFact fact;
  fact.opened = kNow - age;
  fact.exposure = money(exposure);
  fact.currency = usd();
  return fact;
}

CaseFact settled_case(CaseState state, std::optional<bool> in_time = {}) {
  CaseFact fact = open_case(240h, "1.00");
  fact.state = state;
  fact.settled = kNow;
  fact.in_time = in_time;
  return fact;
}

std::optional<Rational> part(const Kpi& kpi, const std::string& name) {
  for (const NamedValue& value : kpi.parts)
    if (value.name == name) return value.value;
  return std::nullopt;
}

template <class Fact>
std::vector<Fact> times(std::size_t count, const Fact& fact) {
  return std::vector<Fact>(count, fact);
}

}  // namespace

TEST_CASE("section 21: exception aging puts open cases into its buckets, the last day included") {
  const std::vector<CaseFact> cases{open_case(0h, "10.00"),
                                    open_case(71h, "5.00"),
                                    open_case(72h, "7.50"),
                                    open_case(31 * 24h, "1.00"),
                                    open_case(30 * 24h + 23h, "2.00"),
                                    settled_case(CaseState::closed)};
  const std::vector<Kpi> kpis = exception_aging(cases, kNow);
  REQUIRE(kpis.size() == 1);
  CHECK(kpis[0].value == number("25.50"));
  CHECK(part(kpis[0], "0-2 days") == number("2"));
  CHECK(part(kpis[0], "0-2 days, exposure") == number("15"));
  CHECK(part(kpis[0], "3-7 days") == number("1"));
  CHECK(part(kpis[0], "15-30 days") == number("1"));
  CHECK(part(kpis[0], "over 30 days") == number("1"));
  CHECK(kpis[0].lines == 5);
}

TEST_CASE("section 21: amounts of different currencies are never added") {
  std::vector<CaseFact> cases{open_case(0h, "10.00"), open_case(0h, "3.00")};
  cases[1].currency = *Currency::parse("EUR");
  const std::vector<Kpi> kpis = exception_aging(cases, kNow);
  REQUIRE(kpis.size() == 2);
  CHECK(kpis[0].currency != kpis[1].currency);
}

TEST_CASE("section 21: auto-clear share leaves merged and open cases out") {
  const std::vector<CaseFact> cases{
      settled_case(CaseState::auto_cleared), settled_case(CaseState::closed),
      settled_case(CaseState::resolved),     settled_case(CaseState::auto_cleared),
      settled_case(CaseState::merged),       open_case(1h, "1.00")};
  const Kpi kpi = auto_clear_share(cases);
  CHECK(kpi.value == number("0.5"));
  CHECK(kpi.denominator.value == number("4"));
}

TEST_CASE("section 21: SLA attainment counts the cases whose clocks were read") {
  const std::vector<CaseFact> cases{
      settled_case(CaseState::resolved, true), settled_case(CaseState::resolved, true),
      settled_case(CaseState::closed, false), settled_case(CaseState::auto_cleared)};
  CHECK(sla_attainment(cases).value == Rational(2, 3));
}

TEST_CASE("section 21: dispute resolution time leaves out who was never told") {
  std::vector<CaseFact> cases = times(4, settled_case(CaseState::resolved));
  cases[0].notified = kNow - 24h;
  cases[1].notified = kNow - 48h;
  cases[2].notified = kNow - 96h;
  const Kpi kpi = dispute_resolution_time(cases);
  CHECK(kpi.lines == 3);
  CHECK(kpi.value == number("201600"));  // 56 h
  CHECK(part(kpi, "p50") == number("172800"));
  CHECK(part(kpi, "p90") == number("345600"));
}

TEST_CASE("section 21: nothing to divide by is no figure, and 19 lines are not enough") {
  CHECK_FALSE(sla_attainment({}).value.has_value());
  CHECK_FALSE(dispute_resolution_time({}).value.has_value());
  InvoiceLineFact line;
  CHECK_FALSE(first_pass_match_rate(times(19, line)).is_enough());
  CHECK(first_pass_match_rate(times(20, line)).is_enough());
}

TEST_CASE("section 21: first-pass match, touchless, discount lost") {
  std::vector<InvoiceLineFact> lines = times(4, InvoiceLineFact{});
  lines[3].ever_cash = true;
  CHECK(first_pass_match_rate(lines).value == number("0.75"));

  InvoiceFact invoice;
  invoice.currency = usd();
  invoice.discount = money("12.00");
  invoice.discount_date = *parse_date("2026-03-10");
  invoice.released = *parse_date("2026-03-11");
  std::vector<InvoiceFact> invoices = times(3, invoice);
  invoices[0].was_held = true;                       // late because of a hold: lost
  invoices[1].released = *parse_date("2026-03-10");  // the last day counts
  invoices[1].was_held = invoices[1].touched = true;
  const std::vector<Kpi> lost = discount_lost_to_holds(invoices);
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].value == number("12"));
  CHECK(touchless_rate(invoices).value == Rational(2, 3));
}

TEST_CASE("section 21: inventory variance and count accuracy") {
  // O17: book 500, counted 488 at 9.50; another line of 100 is exact and of unknown cost.
  CountFact short_count;
  short_count.location = "A1";
  short_count.expected = number("500");
  short_count.counted = number("488");
  short_count.unit_cost = number("9.50");
  CountFact exact;
  exact.location = "A2";
  exact.expected = exact.counted = number("100");
  exact.within = true;
  const std::vector<CountFact> counts{short_count, exact};
  CHECK(inventory_variance_rate(counts).value == number("0.02"));
  CHECK(inventory_variance_value_rate(counts).value == number("0.024"));
  const Kpi accuracy = count_accuracy(counts);
  CHECK(accuracy.value == number("0.5"));
  CHECK(part(accuracy, "A1") == number("0"));
  CHECK(part(accuracy, "A2") == number("1"));
}

TEST_CASE("section 21: GRNI residue by label and age") {
  ResidueFact fact;
  fact.currency = usd();
  fact.price_variance = money("10.00");
  fact.quantity_variance = money("-4.00");
  fact.age = std::chrono::days{30};
  std::vector<ResidueFact> residues{fact, fact};
  residues[1].age = std::chrono::days{31};
  const std::vector<Kpi> kpis = grni_residue(residues);
  REQUIRE(kpis.size() == 1);
  CHECK(kpis[0].value == number("12"));
  CHECK(part(kpis[0], "price variance") == number("20"));
  CHECK(part(kpis[0], "up to 30 days") == number("6"));
  CHECK(part(kpis[0], "31-60 days") == number("6"));
}

TEST_CASE("section 21: interfaces, cycle time, approval time, recovery") {
  std::vector<InboundFact> inbound = times(10, InboundFact{});
  inbound[0].failed_at_first = true;
  CHECK(failed_transaction_rate(inbound).value == number("0.1"));

  PostingFact posting;
  posting.latency = 8h;  // O12
  CHECK(part(erp_posting_latency(std::vector{posting}), "p95") == number("28800"));

  LineFact line;
  line.first = kNow - 30h;
  line.matched = kNow;
  CHECK(reconciliation_cycle_time(std::vector{line}).value == number("108000"));

  ApprovalFact approval;
  approval.business_time = 2h;
  CHECK(adjustment_approval_time(std::vector{approval}).unit == "business_seconds");

  RecoveryFact recovery;
  recovery.currency = usd();
  recovery.decided = money("200.00");
  recovery.realised = money("150.00");
  CHECK(recovery_rate(std::vector{recovery}).at(0).value == number("0.75"));
}

TEST_CASE("section 21: percentiles are durations that were measured") {
  std::vector<PostingFact> postings;
  for (int i = 1; i <= 20; ++i) postings.emplace_back().latency = std::chrono::seconds{i};
  const Kpi kpi = erp_posting_latency(postings);
  CHECK(part(kpi, "p50") == number("10"));
  CHECK(part(kpi, "p95") == number("19"));
}

TEST_CASE("section 21: a scorecard is the weighted sum of its parts, or says that it cannot be") {
  KpiFacts facts;
  ShipmentFact announced;
  announced.announced_in_time = true;
  facts.shipments = {announced, announced, announced, ShipmentFact{}};  // 0.75
  NoticeLineFact equal;
  equal.equal = true;
  facts.notice_lines = {equal, NoticeLineFact{}};  // 0.5
  DueLineFact due;
  due.ordered = number("10");
  due.kept_in_time = number("10");
  due.inside_date = true;
  facts.due_lines = times(20, due);
  facts.due_lines[0].kept_in_time = number("30");  // more than was ordered counts for no more
  facts.due_lines[1].kept_in_time = number("0");
  facts.due_lines[2].inside_date = false;  // fill 190/200, on time in full 18/20
  InvoiceLineFact wrong;
  wrong.supplier_caused = true;
  facts.invoice_lines = {InvoiceLineFact{}, InvoiceLineFact{}, InvoiceLineFact{}, InvoiceLineFact{},
                         wrong};  // 0.8
  const Scorecard card = scorecard(facts);
  CHECK(card.fill_rate.value == number("0.95"));
  CHECK(card.on_time_in_full.value == number("0.9"));
  // 0.20·0.75 + 0.20·0.5 + 0.25·0.95 + 0.15·0.9 + 0.20·0.8
  CHECK(card.composite == number("0.7825"));

  facts.due_lines.pop_back();
  CHECK_FALSE(scorecard(facts).composite.has_value());
  CHECK_FALSE(scorecard(facts).is_enough());
  facts.due_lines = times(20, due);
  facts.shipments.clear();
  CHECK_FALSE(scorecard(facts).composite.has_value());
}

TEST_CASE("section 21: facts are grouped by whose they are; nobody's are in no group") {
  KpiFacts facts;
  facts.inbound = times(3, InboundFact{});
  facts.inbound[0].supplier = facts.inbound[1].supplier = "ACME";
  const auto groups = grouped(facts, [](const Whose& whose) { return whose.supplier; });
  REQUIRE(groups.size() == 1);
  CHECK(groups.at("ACME").inbound.size() == 2);
}
