// The contract of what a kept judgement is made of: links between documents, the names of items,
// the ledger's latency, and results by owner.
#include <catch2/catch.hpp>

#include "contract.hpp"
#include "matching/parts/links.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;
using matching::document_key;
using matching::order_key;

matching::AcceptedReceipt order(const std::string& number, const ItemRef& item) {
  matching::AcceptedReceipt accepted = receipt(number, number);
  accepted.receipt.stage = Stage::ordered;
  accepted.receipt.lines[0].item = item;
  return accepted;
}

matching::AcceptedReceipt goods(const std::string& number, Stage stage, const std::string& when,
                                const std::string& about = {}) {
  matching::AcceptedReceipt accepted = receipt(number);
  accepted.receipt.stage = stage;
  accepted.receipt.dates.posted = parse_moment(when);
  accepted.receipt.lines[0].references.receipt = about;
  return accepted;
}

matching::Judgement judgement_about(const std::string& po, const std::string& note) {
  matching::Judgement judgement;
  matching::LineResult& line = judgement.lines.emplace_back();
  line.supplier = SupplierId("ACME");
  line.po = PoNumber(po);
  line.po_line = "10";
  line.ordered = Rational(10, 3);
  line.accrual =
      matching::AccrualResidue{*Currency::parse("USD"), amount("-1.25"), {}, {}, {}, {}, {}};
  matching::Note& told = judgement.notes.emplace_back();
  told.note = note;
  told.anchor.supplier = line.supplier;
  told.anchor.po = line.po;
  told.text = "a text: with 5:colons";
  matching::Discrepancy& d = judgement.discrepancies.emplace_back();
  d.rule = "Q06";
  d.code = "BILLED_NOT_RECEIVED";
  d.anchor = told.anchor;
  d.anchor.po_line = "10";
  d.quantity = Rational(7, 1);
  d.impact = amount("42.00");
  d.currency = *Currency::parse("USD");
  d.hold = "L";
  d.severity = matching::Severity::high;
  d.causes = {{"timing_delay", Decimal::from_integer(1), {"a", "b"}}};
  return judgement;
}

matching::Judgement kept(Store& store) {
  matching::Judgement whole;
  store.read([&](Reader& reader) {
    reader.judged_rows([&](const std::string&, matching::ResultKind kind, std::string_view row) {
      CHECK(matching::unpack_into(whole, kind, row));
    });
  });
  return whole;
}

TEMPLATE_TEST_CASE("store: documents are found by what links them", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  store->write([](Writer& writer) {
    writer.add_receipt(receipt("SHP-1", "PO-0017"));
    writer.add_receipt(receipt("SHP-2", "po 17"));
    writer.add_receipt(receipt("SHP-3", "PO-18"));
  });
  store->read([](Reader& reader) {
    CHECK(reader.linked_receipts({order_key("PO17")}) == Sequences{1, 2});
    CHECK(reader.linked_receipts({document_key(SupplierId("ACME"), "SHP-3")}) == Sequences{3});
    CHECK(reader.linked_receipts({}).empty());
    CHECK(reader.linked_receipts({"o:NOBODY"}).empty());
    CHECK(reader.receipts_naming({"s:A-100"}, NamedBy::other) == Sequences{1, 2, 3});
    CHECK(reader.receipts_naming({"s:A-100"}, NamedBy::order).empty());
    const auto found = reader.receipts_at({2, 3, 99});
    REQUIRE(found.size() == 2);
    CHECK(found[0].receipt.document.number == "SHP-2");
    CHECK(found[0].sequence == 2);
  });
}

TEMPLATE_TEST_CASE("store: orders teach which names are one item", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  store->write([](Writer& writer) {
    writer.add_receipt(order("PO-1", {"A-100", {}, {}, "V-77", "Bolt"}));
    writer.add_receipt(order("PO-2", {{}, "00012345678905", {}, "V-77", "Bolt, zinc"}));
    writer.add_receipt(order("PO-3", {"A-100", {}, {}, "V-77", "Another word for it"}));
    writer.add_receipt(order("PO-4", {"B-200", {}, {}, {}, {}}));
  });
  store->read([](Reader& reader) {
    CHECK(reader.same_items({"s:A-100"}).size() == 3);
    CHECK(reader.same_items({"s:B-200"}) == Words{"s:B-200"});
    CHECK(reader.item_names(reader.same_items({"s:A-100"})).size() == 2);
    CHECK(reader.items_taught_after(2) == Words{"s:B-200"});  // PO-3 taught nothing new
    CHECK(reader.items_taught_after(4).empty());
  });
}

TEMPLATE_TEST_CASE("store: the ledger's latency is that of 95 of 100 receipts (15.1, M-1.7)",
                   "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  store->write([](Writer& writer) {
    writer.add_receipt(goods("WR-1", Stage::received, "2026-03-02T08:00:00Z"));
    writer.add_receipt(goods("GL-1", Stage::accrued, "2026-03-02T10:00:00Z", "WR-1"));
    writer.add_receipt(goods("GL-1B", Stage::accrued, "2026-03-02T09:00:00Z", "WR-1"));
    writer.add_receipt(goods("WR-2", Stage::received, "2026-03-03T08:00:00Z"));
    writer.add_receipt(goods("GL-2", Stage::accrued, "2026-03-03T08:30:00Z", "WR-2"));
    writer.add_receipt(goods("WR-3", Stage::received, "2026-03-04"));  // no time: says nothing
    writer.add_receipt(goods("GL-3", Stage::accrued, "2026-03-09T08:00:00Z", "WR-3"));
  });
  store->read([](Reader& reader) {
    CHECK(reader.posting_latency(at("2026-03-10T00:00:00Z")) == std::chrono::hours{1});
    CHECK(reader.posting_latency(at("2026-03-02T09:00:00Z")) == std::chrono::hours{1});
    CHECK_FALSE(reader.posting_latency(at("2026-03-02T08:59:59Z")));
    CHECK(reader.posting_latency(at("2026-04-02T08:00:00Z")) == std::chrono::minutes{30});
    CHECK_FALSE(reader.posting_latency(at("2026-05-10T00:00:00Z")));
  });
}

TEMPLATE_TEST_CASE("store: results take the place of those of the same owner only", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  matching::Trace trace;
  trace.owners[order_key("PO-1")] = {at("2026-03-05T00:00:00Z"), true};
  trace.owners[order_key("PO-2")] = {Instant::max(), false};
  trace.ties = {{"month", order_key("PO-1")}, {"month", order_key("PO-2")}};
  trace.priced = {{"s:A-100", order_key("PO-1")}};
  const Date day = *parse_date("2026-03-02");
  trace.occurrences = {{"alike", order_key("PO-2"), day, 1},
                       {"alike", order_key("PO-1"), day + std::chrono::days{1}, 2}};
  store->write([&](Writer& writer) {
    writer.put_judged({}, judgement_about("PO-1", "FIRST"), trace);
    writer.put_judged({order_key("PO-9")}, judgement_about("PO-2", "OTHER"), {});
    writer.put_judged_state({"by these rules", at("2026-03-04T00:00:00Z"), {}, 7, 2});
  });
  store->read([&](Reader& reader) {
    const JudgedState state{"by these rules", at("2026-03-04T00:00:00Z"), {}, 7, 2};
    CHECK(reader.judged_state() == state);
    CHECK(reader.owners_due(at("2026-03-04T23:59:59Z")).empty());
    CHECK(reader.owners_due(at("2026-03-05T00:00:00Z")) == Words{order_key("PO-1")});
    CHECK(reader.owners_looking_at_latency() == Words{order_key("PO-1")});
    CHECK(reader.owners_pricing({"s:A-100"}) == Words{order_key("PO-1")});
    CHECK(reader.ties_of({order_key("PO-2")}) == Words{"month"});
    CHECK(reader.owners_tied({"month"}).size() == 2);
    CHECK(reader.occurrences({"alike", "none such"}) == trace.occurrences);
    CHECK(reader.occurrence_keys({order_key("PO-1"), order_key("PO-9")}) == Words{"alike"});
  });
  matching::Judgement whole = kept(*store);
  REQUIRE(whole.lines.size() == 2);
  CHECK(whole.lines[0].ordered == Rational(10, 3));
  CHECK(whole.lines[0].accrual->posted == amount("-1.25"));
  CHECK(whole.notes[0].text == "a text: with 5:colons");
  REQUIRE(whole.discrepancies.size() == 2);
  CHECK(whole.discrepancies[0].code == "BILLED_NOT_RECEIVED");
  CHECK(whole.discrepancies[0].owner == "warehouse");
  CHECK(whole.discrepancies[0].hold == "L");
  CHECK(whole.discrepancies[0].causes[0].evidence == std::vector<std::string>{"a", "b"});

  store->write([&](Writer& writer) {
    writer.put_judged({order_key("PO-1")}, judgement_about("PO-1", "SECOND"), {});
  });
  whole = kept(*store);
  REQUIRE(whole.notes.size() == 2);
  CHECK(whole.notes[0].note == "SECOND");
  CHECK(whole.notes[1].note == "OTHER");
  CHECK(read(*store, [](Reader& r) { return r.owners_tied({"month"}); }).size() == 1);
  CHECK(read(*store, [](Reader& r) { return r.occurrences({"alike"}); }).size() == 1);
  store->write([](Writer& writer) { writer.forget_judged(); });
  CHECK(kept(*store).lines.empty());
  CHECK_FALSE(read(*store, [](Reader& r) { return r.judged_state(); }));
}

TEMPLATE_TEST_CASE("store: links of documents from before there were any are made once", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  store->write([](Writer& writer) {
    writer.add_receipt(receipt("SHP-1"));
    writer.link_evidence(writer.receipts(),
                         writer.events());  // they are there: nothing changes, nothing fails
    CHECK(writer.linked_receipts({order_key("PO-1")}) == Sequences{1});
  });
}

TEMPLATE_TEST_CASE("store: the cases of one anchor", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  store->write([](Writer& writer) {
    cases::Case other = case_value("DC-2026-00000002");
    other.anchor.po_line = "20";
    writer.put_case(case_value("DC-2026-00000001"));
    writer.put_case(other);
    const auto found = writer.cases_at(case_value("DC-2026-00000001").anchor);
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "DC-2026-00000001");
  });
}

}  // namespace
}  // namespace weighbridge::store
