// Lists of a million cases: how long a page takes by each filter, and beside it the same rows read
// from SQLite without anything of ours. bench/README.md says more.
//
//   case_lists FILE [CASES]      makes FILE where it is not there
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "store/store.hpp"

namespace {

using namespace weighbridge;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kPages = 400;
constexpr std::size_t kSuppliers = 2000, kSites = 40, kPeople = 60;

std::string numbered(const char* start, std::size_t number) {
  return start + std::to_string(number);
}

/// One of many cases, each different from the next as those of a year are.
cases::Case make_case(std::size_t i, std::minstd_rand& random) {
  static const char* const kWords[] = {"short", "damaged", "price",   "duplicate", "late",
                                       "over",  "bolts",   "washers", "pallets",   "freight"};
  static const char* const kCodes[] = {"QTY_SHORT_RECEIVED", "PRICE_OVER", "BILLED_NOT_RECEIVED",
                                       "CHARGE_NOT_AGREED", "DUPLICATE_SUSPECT"};
  static const cases::CaseState kStates[] = {
      cases::CaseState::closed,   cases::CaseState::closed,   cases::CaseState::auto_cleared,
      cases::CaseState::resolved, cases::CaseState::triaged,  cases::CaseState::in_review,
      cases::CaseState::closed,   cases::CaseState::proposed, cases::CaseState::closed,
      cases::CaseState::closed};
  const auto some = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  cases::Case value;
  value.id = to_string(cases::CaseNumber{2020 + static_cast<int>(i / 200'000), i % 200'000 + 1});
  value.anchor.supplier = SupplierId(numbered("S-", some(kSuppliers)));
  value.anchor.po = PoNumber(numbered("PO-", i / 3));
  value.anchor.po_line = std::to_string(i % 3 + 1);
  value.site = numbered("DC", some(kSites));
  value.state = kStates[some(10)];
  value.title = std::string(kWords[some(10)]) + ' ' + kWords[some(10)] + ' ' + kWords[some(10)];
  value.owner = some(2) == 0 ? "clerk" : "procurement";
  value.assignee = some(3) == 0 ? numbered("person", some(kPeople)) : "";
  value.at_stake = Money(Decimal::from_integer(static_cast<std::int64_t>(some(10'000))));
  value.currency = *Currency::parse("USD");
  value.opened_at =
      Instant{std::chrono::seconds{1'600'000'000 + static_cast<std::int64_t>(i) * 150}};
  value.changed_at = value.opened_at;
  cases::CaseItem item;
  item.key = value.id;
  item.rule = "Q01";
  item.code = kCodes[some(5)];
  item.sku = numbered("SKU-", some(50'000));
  item.document = numbered("INV-", i);
  item.impact = value.at_stake;
  item.currency = value.currency;
  item.first_seen = value.opened_at;
  value.items.push_back(item);
  return value;
}

void fill(store::Store& store, std::size_t cases) {
  std::minstd_rand random(7);
  constexpr std::size_t kBatch = 10'000;
  for (std::size_t from = 0; from < cases; from += kBatch)
    store.write([&](store::Writer& writer) {
      for (std::size_t i = from; i < std::min(cases, from + kBatch); ++i)
        writer.put_case(make_case(i, random));
    });
}

double percentile(std::vector<double> times, double share) {
  std::sort(times.begin(), times.end());
  return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

std::vector<double> measure(const std::function<std::size_t(std::size_t)>& page,
                            std::size_t& rows) {
  std::vector<double> times;
  rows = 0;
  for (std::size_t i = 0; i < kPages; ++i) {
    const auto began = Clock::now();
    rows += page(i);
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
  }
  return times;
}

struct Filter {
  const char* name;
  std::function<void(store::CaseQuery&, std::size_t i)> set;
};

const std::vector<Filter>& filters() {
  static const std::vector<Filter> kFilters{
      {"newest", [](store::CaseQuery&, std::size_t) {}},
      {"open", [](store::CaseQuery& q, std::size_t) { q.open_only = true; }},
      {"supplier",
       [](store::CaseQuery& q, std::size_t i) { q.supplier = numbered("S-", i * 7 % kSuppliers); }},
      {"assignee, open",
       [](store::CaseQuery& q, std::size_t i) {
         q.assignee = numbered("person", i % kPeople);
         q.open_only = true;
       }},
      {"state proposed",
       [](store::CaseQuery& q, std::size_t) { q.state = cases::CaseState::proposed; }},
      {"site, code",
       [](store::CaseQuery& q, std::size_t i) {
         q.site = numbered("DC", i % kSites);
         q.code = "PRICE_OVER";
       }},
      {"order", [](store::CaseQuery& q, std::size_t i) { q.po = numbered("PO-", i * 797); }},
      {"q: two words", [](store::CaseQuery& q, std::size_t) { q.text = "damaged pallets"; }},
      {"q: SKU", [](store::CaseQuery& q, std::size_t i) { q.text = numbered("SKU-", i * 113); }},
      {"q: number",
       [](store::CaseQuery& q, std::size_t i) { q.text = numbered("DC-2022-000", 10'000 + i); }},
      {"middle of the list",
       [](store::CaseQuery& q, std::size_t i) {
         q.before = {2022, 1 + i * 100};
       }},
  };
  return kFilters;
}

/// The rows of the newest page as SQLite itself gives them.
std::vector<double> raw_pages(const std::string& path, std::size_t& rows) {
  sqlite3* db = nullptr;
  if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) std::exit(1);
  sqlite3_stmt* cases = nullptr;
  sqlite3_stmt* items = nullptr;
  sqlite3_prepare_v2(db, "SELECT * FROM cases ORDER BY year DESC, number DESC LIMIT 100", -1,
                     &cases, nullptr);
  sqlite3_prepare_v2(db, "SELECT * FROM case_items WHERE year = ?1 AND number = ?2", -1, &items,
                     nullptr);
  auto times = measure(
      [&](std::size_t) {
        std::size_t read = 0;
        while (sqlite3_step(cases) == SQLITE_ROW) {
          ++read;
          sqlite3_bind_int64(items, 1, sqlite3_column_int64(cases, 0));
          sqlite3_bind_int64(items, 2, sqlite3_column_int64(cases, 1));
          while (sqlite3_step(items) == SQLITE_ROW) {
          }
          sqlite3_reset(items);
        }
        sqlite3_reset(cases);
        return read;
      },
      rows);
  sqlite3_finalize(cases);
  sqlite3_finalize(items);
  sqlite3_close(db);
  return times;
}

void print(const char* name, const std::vector<double>& times, std::size_t rows) {
  std::printf("%-22s %8.2f %8.2f %8.2f %10zu\n", name, percentile(times, 0.5),
              percentile(times, 0.99), percentile(times, 1), rows / kPages);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: case_lists FILE [CASES]\n", stderr), 2;
  const std::string path = argv[1];
  const std::size_t cases = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1'000'000;
  const bool is_new = !std::filesystem::exists(path);
  const auto store = store::open_sqlite(path);
  if (is_new) fill(*store, cases);
  std::printf("%-22s %8s %8s %8s %10s\n", "page of 100 cases, ms", "p50", "p99", "most", "rows");
  for (const Filter& filter : filters()) {
    std::size_t rows = 0;
    const auto times = measure(
        [&](std::size_t i) {
          store::CaseQuery query;
          filter.set(query, i);
          std::size_t found = 0;
          store->read([&](store::Reader& reader) { found = reader.case_page(query).size(); });
          return found;
        },
        rows);
    print(filter.name, times, rows);
  }
  std::size_t rows = 0;
  const auto raw = raw_pages(path, rows);
  print("newest, SQLite alone", raw, rows);
  return 0;
}
