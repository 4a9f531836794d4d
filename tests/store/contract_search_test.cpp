// The contract of lists of cases: each filter, the words in them, and pages that neither repeat nor
// leave out.
#include <catch2/catch.hpp>

#include "contract.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;

std::vector<std::string> page(Store& store, const CaseQuery& query) {
  return read(store, [&](Reader& reader) {
    std::vector<std::string> numbers;
    for (const cases::Case& value : reader.case_page(query)) numbers.push_back(value.id);
    return numbers;
  });
}

std::vector<std::string> search(Store& store, const std::string& text) {
  CaseQuery query;
  query.text = text;
  return page(store, query);
}

using Numbers = std::vector<std::string>;
const std::string kFirst = "DC-2026-00000001", kSecond = "DC-2026-00000002";

/// Two cases that have nothing in common.
void add_two(Store& store) {
  cases::Case first = case_value(kFirst);
  first.title = "Short delivery of bolts";
  first.anchor.supplier = SupplierId("ACME");
  first.anchor.po = PoNumber("PO-1001");
  first.assignee = "m.okafor";
  first.site = "DC01";
  cases::Case second = case_value(kSecond);
  second.title = "Price of M\xc3\xbcller's washers";
  second.anchor.supplier = SupplierId("GLOBEX");
  second.anchor.po = PoNumber("PO-2002");
  second.owner = "procurement";
  second.assignee = "";
  second.site = "DC02";
  for (cases::CaseItem& item : second.items) {
    item.code = "PRICE_OVER";
    item.sku = "W-77";
    item.document = "INV-9";
  }
  store.write([&](Writer& writer) {
    writer.put_case(first);
    writer.put_case(second);
  });
}

TEMPLATE_TEST_CASE("store: cases are found by the beginnings of their words", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  add_two(*store);
  CHECK(search(*store, "bolts") == Numbers{kFirst});
  CHECK(search(*store, "BOL") == Numbers{kFirst});
  CHECK(search(*store, "muller") == Numbers{kSecond});
  CHECK(search(*store, "PO-10") == Numbers{kFirst});
  CHECK(search(*store, "w-77") == Numbers{kSecond});
  CHECK(search(*store, "INV-9 globex") == Numbers{kSecond});
  CHECK(search(*store, "INV-9 acme").empty());
  CHECK(search(*store, "DC-2026-00000002") == Numbers{kSecond});
  CHECK(search(*store, "dc-2026") == Numbers{kSecond, kFirst});
}

TEMPLATE_TEST_CASE("store: a common word is no beginning of another, a rare one may be", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  constexpr std::size_t kCommon = 1000;
  store->write([&](Writer& writer) {
    std::uint64_t number = 0;
    const auto add = [&](const char* title) {
      cases::Case value = case_value(to_string(cases::CaseNumber{2026, ++number}));
      value.title = title;
      writer.put_case(value);
    };
    add("overnight bolts");
    for (std::size_t i = 0; i < kCommon; ++i) add("over");
    add("bolt");
  });
  const auto found = [&](const char* text, std::size_t limit) {
    CaseQuery query;
    query.text = text;
    query.limit = limit;
    return read(*store, [&](Reader& r) { return r.case_page(query); }).size();
  };
  CHECK(found("over", 2 * kCommon) == kCommon);
  CHECK(found("bolt", 1) == 1);
  CHECK(found("bolt", 2 * kCommon) == 2);
}

TEMPLATE_TEST_CASE("store: whatever is typed is no query language", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  add_two(*store);
  for (const char* text : {"\"", "\"\"", "bolts\" OR \"x", "bolts AND", "words: bolts", "-", "***",
                           "(", "NEAR(a b)", "'; DROP TABLE cases", "^bolts", "{words}: x"})
    CHECK_NOTHROW(search(*store, text));
  CHECK(search(*store, "bolts OR washers").empty());
  CHECK(search(*store, "--- ***").empty());
  CHECK_NOTHROW(search(*store, std::string(100'000, 'x')));
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "a ";
  CHECK_NOTHROW(search(*store, many));
}

TEMPLATE_TEST_CASE("store: a case is found by what it says today", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  add_two(*store);
  store->write([&](Writer& writer) {
    cases::Case value = *writer.find_case(kFirst);
    value.title = "Damaged nuts";
    writer.put_case(value);
  });
  CHECK(search(*store, "bolts").empty());
  CHECK(search(*store, "nuts") == Numbers{kFirst});
}

TEMPLATE_TEST_CASE("store: a case is found by its comments", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  add_two(*store);
  store->write([&](Writer& writer) {
    cases::CaseWork work;
    work.comments.emplace_back().number = 1;
    work.comments.back().text = "The driver said the pallet fell";
    writer.put_case_work(kFirst, work);
    writer.put_case_work(kFirst, work);  // once more: it is one comment
    cases::Case value = *writer.find_case(kFirst);
    value.title = "Other words";
    writer.put_case(value);
  });
  CHECK(search(*store, "pallet") == Numbers{kFirst});
  CHECK(search(*store, "pallet other") == Numbers{kFirst});
}

TEMPLATE_TEST_CASE("store: each filter of a list alone, and all at once", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  add_two(*store);
  const auto expect = [&](const auto& set, const Numbers& numbers) {
    CaseQuery query;
    set(query);
    CHECK(page(*store, query) == numbers);
    query.supplier = "GLOBEX";
    query.site = "DC02";
    query.owner = "procurement";
    query.code = "PRICE_OVER";
    query.po = "PO-2002";
    query.text = "washers";
    const bool second = !numbers.empty() && numbers.front() == kSecond;
    CHECK(page(*store, query) == (second ? Numbers{kSecond} : Numbers{}));
  };
  expect([](CaseQuery& q) { q.supplier = "GLOBEX"; }, {kSecond});
  expect([](CaseQuery& q) { q.seen_suppliers = {"OTHER", "GLOBEX"}; }, {kSecond});
  expect([](CaseQuery& q) { q.seen_sites = {"DC01"}; }, {kFirst});
  expect([](CaseQuery& q) { q.seen_suppliers = {"NO' OR ''='"}; }, {});
  expect([](CaseQuery& q) { q.open_only = true; }, {kSecond, kFirst});
  expect([](CaseQuery& q) { q.assignee = "m.okafor"; }, {kFirst});
  expect([](CaseQuery& q) { q.owner = "procurement"; }, {kSecond});
  expect([](CaseQuery& q) { q.code = "PRICE_OVER"; }, {kSecond});
  expect([](CaseQuery& q) { q.po = "PO-2002"; }, {kSecond});
  expect([](CaseQuery& q) { q.site = "DC02"; }, {kSecond});
  expect([](CaseQuery& q) { q.state = cases::CaseState::closed; }, {});
}

TEMPLATE_TEST_CASE("store: pages of every filter lead through all cases once", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  Numbers all;
  store->write([&](Writer& writer) {
    for (std::uint64_t i = 1; i <= 25; ++i) {
      const int year = i <= 12 ? 2025 : 2026;
      const std::string id = to_string(cases::CaseNumber{year, i});
      cases::Case value = case_value(id);
      value.title = "Alike";
      writer.put_case(value);
      all.insert(all.begin(), id);
    }
  });
  const cases::Case one = case_value(kFirst);
  for (int lead = 0; lead < 6; ++lead) {
    CaseQuery query;
    query.limit = 4;
    if (lead == 1) query.text = "alike";
    if (lead == 2) query.code = one.items.front().code;
    if (lead == 3) query.supplier = one.anchor.supplier.str();
    if (lead == 4) query.owner = one.owner;
    if (lead == 5) query.state = one.state;
    INFO("lead " << lead);
    Numbers found;
    while (true) {
      const Numbers next = page(*store, query);
      found.insert(found.end(), next.begin(), next.end());
      if (next.size() < query.limit) break;
      query.before = *cases::parse_case_number(next.back());
    }
    CHECK(found == all);
  }
}

TEMPLATE_TEST_CASE("store: how far a feed has got is kept by its name", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  const auto position = [&](const char* name) {
    return read(*store, [&](Reader& reader) { return reader.feed_position(name); });
  };
  CHECK(position("a") == 0);
  store->write([](Writer& writer) { writer.put_feed_position("a", 7); });
  store->write([](Writer& writer) { writer.put_feed_position("a", 9); });
  CHECK(position("a") == 9);
  CHECK(position("b") == 0);
}

TEMPLATE_TEST_CASE("store: whose cases are seen is asked before a page is full", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  add_two(*store);
  for (const bool queue : {false, true}) {
    CaseQuery query;
    query.queue = queue;
    query.limit = 1;
    query.seen_suppliers = {"ACME"};  // the other case is the newer one
    CHECK(page(*store, query) == Numbers{kFirst});
    query.seen_suppliers.clear();
    query.seen_sites = {"DC01"};
    CHECK(page(*store, query) == Numbers{kFirst});
    store->write([&](Writer& writer) {
      cases::Case value = *writer.find_case(kSecond);
      value.site = queue ? "DC02" : "";  // of no site: of every site
      writer.put_case(value);
    });
    if (!queue) CHECK(page(*store, query) == Numbers{kSecond});
    store->write([&](Writer& writer) {
      cases::Case value = *writer.find_case(kSecond);
      value.site = "DC02";
      writer.put_case(value);
    });
  }
}

}  // namespace
}  // namespace weighbridge::store
