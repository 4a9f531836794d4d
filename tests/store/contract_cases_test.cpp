// The contract of what is concluded: cases and the ledger.
#include <array>

#include <catch2/catch.hpp>

#include "contract.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;

std::vector<std::string> ids(const std::vector<cases::Case>& found) {
  std::vector<std::string> numbers;
  for (const auto& value : found) numbers.push_back(value.id);
  return numbers;
}

TEMPLATE_TEST_CASE("store: M-13.1: a case comes back whole and is replaced whole", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  cases::Case value = case_value("DC-2026-00000007");
  store->write([&](Writer& writer) { writer.put_case(value); });
  const auto find = [&](Reader& reader) { return reader.find_case(value.id); };
  CHECK(read(*store, find) == value);

  value.state = cases::CaseState::auto_cleared;
  value.settled_at = at("2026-03-04T08:00:00Z");
  value.flags.clear();
  value.items.push_back(value.items.front());
  value.items.back().cleared_at.reset();
  value.items.back().key = "another";
  store->write([&](Writer& writer) { writer.put_case(value); });
  CHECK(read(*store, find) == value);
  value.items.pop_back();
  store->write([&](Writer& writer) { writer.put_case(value); });
  CHECK(read(*store, find) == value);
  CHECK_FALSE(read(*store, [](Reader& r) { return r.find_case("DC-2026-00000008"); }));
  CHECK_FALSE(read(*store, [](Reader& r) { return r.find_case("no number"); }));
}

TEMPLATE_TEST_CASE("store: control numbers grow by partner and kind, and are never given twice",
                   "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  const auto take = [&](std::string_view partner, std::string_view kind) {
    std::uint64_t number = 0;
    store->write([&](Writer& writer) { number = writer.next_control_number(partner, kind); });
    return number;
  };
  CHECK(take("ACME", "X12") == 1);
  CHECK(take("ACME", "X12") == 2);
  CHECK(take("ACME", "EDIFACT") == 1);
  CHECK(take("BOLT", "X12") == 1);
  store->write([&](Writer& writer) {
    CHECK(writer.next_control_number("ACME", "X12") == 3);
    CHECK(writer.next_control_number("ACME", "X12") == 4);
  });
  CHECK_THROWS(store->write([&](Writer& writer) {
    CHECK(writer.next_control_number("ACME", "X12") == 5);
    throw std::runtime_error("rolled back");
  }));
  CHECK(take("ACME", "X12") == 5);
}

TEMPLATE_TEST_CASE("store: every state of a case is kept", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  for (int i = 0; i <= static_cast<int>(cases::CaseState::reopened); ++i) {
    cases::Case value = case_value(to_string(cases::CaseNumber{2026, 1}));
    value.state = static_cast<cases::CaseState>(i);
    store->write([&](Writer& writer) { writer.put_case(value); });
    CHECK(read(*store, [&](Reader& r) { return r.find_case(value.id); }) == value);
    CHECK(read(*store, [&](Reader& r) { return r.cases({.open_only = true}); }).size() ==
          (cases::is_open(value.state) ? 1 : 0));
  }
}

TEMPLATE_TEST_CASE("store: cases are listed by number, and filtered", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  auto later = case_value("DC-2026-00000010");
  auto sooner = case_value("DC-2026-00000009");
  auto last_year = case_value("DC-2025-00000011");
  later.anchor.supplier = SupplierId("OTHER");
  later.at_stake = amount("-5");
  sooner.owner = "clerk";
  sooner.items.front().code = "PRICE_OVER";
  sooner.at_stake = amount("99999999999999.999999");
  last_year.state = cases::CaseState::closed;
  store->write([&](Writer& writer) {
    for (const auto* each : std::array{&later, &sooner, &last_year}) writer.put_case(*each);
  });
  const auto list = [&](const CaseFilter& filter) {
    return ids(read(*store, [&](Reader& reader) { return reader.cases(filter); }));
  };
  using Ids = std::vector<std::string>;
  CHECK(list({}) == Ids{last_year.id, sooner.id, later.id});
  CHECK(list({.state = cases::CaseState::closed}) == Ids{last_year.id});
  CHECK(list({.open_only = true}) == Ids{sooner.id, later.id});
  CHECK(list({.supplier = "OTHER"}) == Ids{later.id});
  CHECK(list({.owner = "clerk"}) == Ids{sooner.id});
  CHECK(list({.code = "PRICE_OVER"}) == Ids{sooner.id});
  CHECK(list({.min_amount = amount("156.00")}) == Ids{last_year.id, sooner.id});
  CHECK(list({.min_amount = amount("156.01")}) == Ids{sooner.id});
  CHECK(list({.open_only = true, .supplier = "ACME", .owner = "clerk"}) == Ids{sooner.id});
  CHECK(list({.limit = 2}) == Ids{last_year.id, sooner.id});
  CHECK(read(*store, [](Reader& r) { return r.cases({.owner = "clerk"}); }).front() == sooner);
}

TEMPLATE_TEST_CASE("store: M-16.1: case numbers go up within a year, and every year starts at 1",
                   "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  const auto next = [&](int year) {
    return read(*store, [&](Reader& reader) { return reader.next_case_number(year); });
  };
  store->write([&](Writer& writer) {
    writer.put_case(case_value("DC-2026-00000001"));
    CHECK(writer.next_case_number(2026) == 2);
    writer.put_case(case_value("DC-2026-00000002"));
    writer.put_case(case_value("DC-2027-00000001"));
  });
  CHECK(next(2025) == 1);
  CHECK(next(2026) == 3);
  CHECK(next(2027) == 2);
  // Also when a late case of the old year is opened after the new year's first.
  store->write([&](Writer& writer) { writer.put_case(case_value("DC-2026-00000003")); });
  CHECK(next(2026) == 4);
  CHECK(next(2027) == 2);
  CHECK(ids(read(*store, [](Reader& r) { return r.cases({}); })) ==
        std::vector<std::string>{"DC-2026-00000001", "DC-2026-00000002", "DC-2026-00000003",
                                 "DC-2027-00000001"});
}

TEMPLATE_TEST_CASE("store: M-20.3: the ledger chains across transactions and openings", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  cases::LedgerEntry third;
  {
    const auto store = place.open();
    store->write([](Writer& writer) {
      const auto first = writer.append(entry("one"));
      CHECK(first.sequence == 1);
      CHECK(first.previous_hash == std::string(64, '0'));
      const auto second = writer.append(entry("two"));
      CHECK(second.previous_hash == first.hash);
    });
  }
  const auto store = place.open();
  store->write([&](Writer& writer) { third = writer.append(entry("one", "test.done_again")); });
  store->read([&](Reader& reader) {
    CHECK(reader.ledger_head() == cases::head_after(third));
    std::vector<cases::LedgerEntry> all;
    reader.ledger(0, [&](const cases::LedgerEntry& each) {
      all.push_back(each);
      return true;
    });
    REQUIRE(all.size() == 3);
    CHECK(all[2] == third);
    CHECK(reader.ledger_of("one") == std::vector{all[0], all[2]});
    CHECK(reader.ledger_of("none").empty());

    std::vector<std::uint64_t> sequences;
    reader.ledger(1, [&](const cases::LedgerEntry& each) {
      sequences.push_back(each.sequence);
      return each.sequence < 2;
    });
    CHECK(sequences == std::vector<std::uint64_t>{2});  // after 1, and no further than asked
  });
  const LedgerAudit found = audit(*store);
  CHECK(found.entries == 3);
  CHECK(found.head == cases::head_after(third));
  CHECK_FALSE(found.broken);
}

TEMPLATE_TEST_CASE("store: M-20.3: entries keep every byte, also of odd texts", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  cases::LedgerEntry odd = entry(std::string("nul \0 inside", 12));
  odd.actor = "\xff\xfe not UTF-8";
  odd.reason = "";
  odd.before = "";
  odd.after = "quotes ' \" \n";
  const auto written = write(*store, [&](Writer& writer) { return writer.append(odd); });
  CHECK(read(*store, [&](Reader& r) { return r.ledger_of(odd.object); }) == std::vector{written});
  CHECK_FALSE(audit(*store).broken);
}

}  // namespace
}  // namespace weighbridge::store
