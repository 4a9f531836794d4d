// judge_arrival() looks only at what has come and what that touches; put in the place of what was
// known before, it is what a judgement of everything says (M-3.5).
#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>

#include <catch2/catch.hpp>

#include "bench/generators/supply_chains.hpp"
#include "cases/case.hpp"
#include "gateway/cli/reconcile_json.hpp"
#include "gateway/intake/site_clock.hpp"
#include "gateway/pipeline/judging.hpp"
#include "matching/parts/links.hpp"
#include "tests/matching/screen/histories.hpp"

using namespace weighbridge;
using matching::History;
using matching::Judgement;

namespace {

std::string shown(const Judgement& judgement, Instant as_of) {
  pipeline::Report report;
  report.as_of = as_of;
  report.judgement = judgement;
  return cli::reconcile_json(report);
}

/// What somebody knows who is told only of what was touched.
class Known {
 public:
  void learn(const pipeline::Touched& touched) {
    if (touched.everything) {
      all_ = touched.judgement;
      return;
    }
    replace(all_.discrepancies, touched.judgement.discrepancies, touched.owners);
    replace(all_.notes, touched.judgement.notes, touched.owners);
    replace(all_.lines, touched.judgement.lines, touched.owners);
    replace(all_.invoices, touched.judgement.invoices, touched.owners);
    replace(all_.refusals, touched.judgement.refusals, touched.owners);
    replace(all_.transfers, touched.judgement.transfers, touched.owners);
    replace(all_.counts, touched.judgement.counts, touched.owners);
    replace(all_.adjustments, touched.judgement.adjustments, touched.owners);
    matching::put_in_order(all_);
    all_.matched_lines = static_cast<std::uint64_t>(
        std::count_if(all_.lines.begin(), all_.lines.end(), [](const matching::LineResult& line) {
          return line.state == matching::LineState::matched;
        }));
  }
  const Judgement& all() const { return all_; }

 private:
  template <class Row>
  static void replace(std::vector<Row>& rows, const std::vector<Row>& fresh,
                      const store::Words& owners) {
    std::erase_if(rows, [&](const Row& row) { return owners.contains(matching::owner_of(row)); });
    rows.insert(rows.end(), fresh.begin(), fresh.end());
  }

  Judgement all_;
};

/// Documents and events come a few at a time, in any order, while time passes.
void expect_same(const History& history, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::size_t> order(history.receipts.size() + history.events.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  const auto store = store::open_sqlite(":memory:");
  const intake::ZonedSiteClock clock(history.reference.sites);
  Known known;
  Instant as_of = history.as_of - std::chrono::days{random() % 20};
  for (std::size_t given = 0; given < order.size();) {
    const std::size_t count = std::min<std::size_t>(1 + random() % 6, order.size() - given);
    as_of += std::chrono::hours{random() % 30};
    store->write([&](store::Writer& writer) {
      for (std::size_t i = given; i < given + count; ++i) {
        if (order[i] < history.receipts.size())
          writer.add_receipt(history.receipts[order[i]]);
        else
          writer.add_event(history.events[order[i] - history.receipts.size()]);
      }
      const pipeline::JudgingTask task{history.policy, {}, history.reference, given == 0, clock,
                                       as_of,          {}};
      known.learn(pipeline::judge_arrival(task, writer));
      REQUIRE(shown(known.all(), as_of) == shown(pipeline::judge_everything(task, writer), as_of));
    });
    given += count;
  }
}

/// What happens to stock beside the documents of `history`: a few items at two sites, transfers
/// between them, and counts of places where other items lie as well.
void add_stock(History& history, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto draw = [&](int from, int to) {
    return from + static_cast<int>(random() % static_cast<std::uint32_t>(to - from + 1));
  };
  const auto quantity = [&](int from, int to) {
    return Quantity(Decimal::from_integer(draw(from, to)));
  };
  constexpr std::array kKinds{EventKind::transfer_ship, EventKind::transfer_receive,
                              EventKind::count,         EventKind::movement,
                              EventKind::movement,      EventKind::adjustment};
  std::uint64_t sequence = 10'000;
  for (int n = draw(4, 20); n > 0; --n) {
    matching::AcceptedEvent& accepted = history.events.emplace_back();
    accepted.sequence = ++sequence;
    accepted.source = "stock";
    InventoryEvent& e = accepted.event;
    e.kind = kKinds.at(random() % kKinds.size());
    e.id = "E" + std::to_string(n);
    e.at = Moment::of(history.as_of - std::chrono::hours{draw(0, 300)});
    e.sku = "A-" + std::to_string(draw(0, 5));
    e.uom = "EA";
    e.site = draw(0, 1) == 0 ? "DC1" : "DC2";
    e.quantity = quantity(e.kind == EventKind::movement ? -9 : 1, 40);
    e.unit_cost = UnitPrice(Decimal::from_integer(draw(1, 30)));
    e.location = "P" + std::to_string(draw(1, 3));
    if (e.kind == EventKind::count) {
      e.book = quantity(1, 40);
      e.counter = "C" + std::to_string(draw(1, 3));
      e.count_no = std::to_string(draw(1, 2));
    }
    if (e.kind == EventKind::adjustment && draw(0, 1) == 0) e.reason = "FOUND";
    if (e.kind != EventKind::transfer_ship && e.kind != EventKind::transfer_receive) continue;
    e.order = "TO-" + std::to_string(draw(1, 4));
    e.line = std::to_string(draw(1, 2));
    e.to_site = e.site == "DC1" ? "DC2" : "DC1";
    e.final = draw(0, 2) == 0;
  }
}

std::uint64_t histories() {
  const char* wanted = std::getenv("WEIGHBRIDGE_HISTORIES");
  return wanted == nullptr ? 12 : std::strtoull(wanted, nullptr, 10);
}

}  // namespace

TEST_CASE("What arrivals touch, put together, is everything (M-3.5)", "[incremental]") {
  for (std::uint64_t seed = 1; seed <= histories(); ++seed) {
    INFO("seed " << seed);
    const History history =
        matching::make_history(40'000 + seed, {3 + static_cast<int>(seed % 7), 5});
    expect_same(history, static_cast<std::uint32_t>(seed));
  }
}

TEST_CASE("What stock events touch, put together, is all stock (M-3.5, section 19)",
          "[incremental]") {
  for (std::uint64_t seed = 1; seed <= 2 * histories(); ++seed) {
    INFO("seed " << seed);
    History history = matching::make_history(70'000 + seed, {2, static_cast<int>(seed % 3)});
    add_stock(history, static_cast<std::uint32_t>(seed));
    expect_same(history, static_cast<std::uint32_t>(seed));
  }
}

TEST_CASE("What is found often elsewhere is told, and does not widen what is judged (15.2)",
          "[incremental]") {
  // Orders of one item that never came: all alike.
  const matching::Policy policy = matching::standard_policy();
  const ReferenceData reference;
  const matching::UtcClock clock;
  const auto store = store::open_sqlite(":memory:");
  Known known;
  for (int n = 0; n < 8; ++n) {
    Receipt order;
    order.stage = Stage::ordered;
    order.document.number = "PO-" + std::to_string(n);
    order.document.date = *parse_date("2026-01-05") + std::chrono::days{n};
    order.supplier = SupplierId("ACME");
    order.currency = *Currency::parse("USD");
    ReceiptLine& line = order.lines.emplace_back();
    line.line = "10";
    line.item.sku = "A-1";
    line.quantity = Quantity(Decimal::from_integer(10));
    line.uom = "EA";
    line.unit_price = UnitPrice(Decimal::from_integer(2));
    line.expected = Moment::of(*parse_date("2026-01-10"));
    store->write([&](store::Writer& writer) {
      writer.add_receipt({order, order.document.number, {}, order.document.number, 0});
      const Instant as_of = *parse_instant("2026-03-01T00:00:00Z") + std::chrono::minutes{n};
      const pipeline::JudgingTask task{policy, {}, reference, n == 0, clock, as_of, {}};
      const pipeline::Touched touched = pipeline::judge_arrival(task, writer);
      known.learn(touched);
      CHECK(shown(known.all(), as_of) == shown(pipeline::judge_everything(task, writer), as_of));
      // The third makes often of the first two; from then on each stands by itself.
      if (n > 0) CHECK(touched.judgement.lines.size() == (n == 2 ? 3 : 1));
    });
  }
}

TEST_CASE("What an arrival costs does not depend on what the store holds", "[incremental]") {
  // The same order's documents arrive beside few others and beside many.
  const auto touched_among = [](std::uint64_t order_lines, Stage until) {
    std::vector<Receipt> all;
    bench::SupplyChainOptions options;
    options.order_lines = order_lines;
    options.lines_per_order = 4;
    bench::make_supply_chains(options, [&](Receipt&& r) {
      if (r.stage <= until) all.push_back(std::move(r));
    });
    const auto last =
        std::find_if(all.rbegin(), all.rend(), [&](const Receipt& r) { return r.stage == until; });
    const Receipt document = *last;
    all.erase(std::next(last).base());
    const matching::Policy policy = matching::standard_policy();
    const ReferenceData reference;
    const matching::UtcClock clock;
    pipeline::JudgingTask task{
        policy, {}, reference, false, clock, *parse_instant("2027-01-01T00:00:00Z"), {}};
    const auto store = store::open_sqlite(":memory:");
    const auto arrive = [&](const std::vector<Receipt>& documents) {
      pipeline::Touched touched;
      store->write([&](store::Writer& writer) {
        for (const Receipt& r : documents)
          writer.add_receipt({r, r.document.number, {}, r.document.number, 0});
        touched = pipeline::judge_arrival(task, writer);
      });
      return touched;
    };
    CHECK(arrive(all).everything);
    task.as_of += std::chrono::minutes{1};
    task.measures_latency = false;
    return arrive({document});
  };
  for (const std::uint64_t lines : {40U, 4000U}) {
    const pipeline::Touched touched = touched_among(lines, Stage::invoiced);
    CHECK_FALSE(touched.everything);
    CHECK(touched.judgement.lines.size() == 4);
    CHECK(touched.judgement.invoices.size() == 1);
  }
  // Nor when nothing that was announced ever came, and all of it is alike (15.2).
  for (const std::uint64_t lines : {400U, 4000U}) {
    const pipeline::Touched touched = touched_among(lines, Stage::shipped);
    CHECK_FALSE(touched.everything);
    CHECK(touched.judgement.lines.size() == 4);
    CHECK(touched.judgement.discrepancies.size() >= 4);
  }
}

TEST_CASE("A credit that names a case stays what it is when it has cleared the case (M-11.1)",
          "[incremental]") {
  // O14 with a case: 200 EA at 5.50 for 5.00, and a credit of an amount that fits nothing else.
  const matching::Policy policy = matching::standard_policy();
  const ReferenceData reference;
  const matching::UtcClock clock;
  const auto document = [](Stage stage, DocumentKind kind, const std::string& number) {
    matching::AcceptedReceipt accepted;
    Receipt& r = accepted.receipt;
    r.stage = stage;
    r.document.kind = kind;
    r.document.number = number;
    r.document.date = parse_date("2026-03-02");
    r.supplier = SupplierId("ACME");
    r.currency = *Currency::parse("USD");
    ReceiptLine& line = r.lines.emplace_back();
    line.line = "1";
    line.po = PoNumber("PO-1");
    line.po_line = "1";
    line.item.sku = "A-100";
    line.uom = "EA";
    line.quantity = Quantity(Decimal::from_integer(200));
    accepted.source = number;
    accepted.content_hash = number;
    return accepted;
  };
  auto order = document(Stage::ordered, DocumentKind::purchase_order, "PO-1");
  order.receipt.lines[0].unit_price = UnitPrice(*Decimal::parse("5.00"));
  auto receipt = document(Stage::received, DocumentKind::warehouse_receipt, "WR-1");
  auto invoice = document(Stage::invoiced, DocumentKind::invoice, "INV-1");
  invoice.receipt.lines[0].unit_price = UnitPrice(*Decimal::parse("5.50"));
  auto credit = document(Stage::invoiced, DocumentKind::credit_note, "CN-1");
  credit.receipt.references.case_number = "DC-2026-00000001";
  credit.receipt.lines[0].quantity = Quantity(Decimal::from_integer(-1));
  credit.receipt.lines[0].amount = Money(*Decimal::parse("-100.00"));
  const auto store = store::open_sqlite(":memory:");
  Instant as_of = *parse_instant("2026-03-02T12:00:00Z");
  const auto arrive = [&](const std::vector<matching::AcceptedReceipt>& documents) {
    pipeline::Touched touched;
    store->write([&](store::Writer& writer) {
      for (const auto& accepted : documents) writer.add_receipt(accepted);
      const pipeline::JudgingTask task{policy, {}, reference, false, clock, as_of, {}};
      touched = pipeline::judge_arrival(task, writer);
      const cases::CaseChanges changes =
          cases::rejudge(pipeline::cases_reached(touched, writer), touched.judgement, as_of,
                         writer.next_case_number(2026), "a document");
      for (const cases::Case& value : changes.changed) writer.put_case(value);
    });
    as_of += std::chrono::minutes{1};
    return touched;
  };
  const auto rules = [](const pipeline::Touched& touched) {
    std::string found;
    for (const matching::Discrepancy& d : touched.judgement.discrepancies)
      found += std::string(d.rule) + " ";
    return found;
  };
  CHECK(rules(arrive({order, receipt, invoice})) == "P01 ");
  const pipeline::Touched credited = arrive({credit});
  CHECK(rules(credited).empty());
  const pipeline::Touched again = arrive({});
  CHECK(again.judgement.lines.size() == 1);  // for its case was cleared meanwhile
  CHECK(rules(again).empty());
  CHECK(arrive({}).judgement.lines.empty());  // nothing has changed any more
}
