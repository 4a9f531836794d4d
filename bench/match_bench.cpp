// Matching order lines with their ship notices, receipts, accruals and invoices: all at once, as a
// curve of sizes, and one invoice at a time. Beside it, the same question put to SQLite.
//
// Rates count input lines: the lines of all five documents. bench/README.md says what is in each.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include "bench/generators/supply_chains.hpp"
#include "matching/judge.hpp"
#include "matching/screen/agreement.hpp"
#include "matching/screen/screened_judge.hpp"

namespace {

using namespace weighbridge;
using namespace weighbridge::matching;
using screen::Agreement;
using screen::CompactEvidence;

const Instant kAsOf = *parse_instant("2027-01-01T00:00:00Z");

/// Processor time of this thread, as Google Benchmark counts it too: what else the machine does
/// stays out of it.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// WEIGHBRIDGE_BENCH_LINES order lines at most, for all sizes below.
std::int64_t lines_limit() {
  const char* limit = std::getenv("WEIGHBRIDGE_BENCH_LINES");
  return limit == nullptr ? 1'000'000 : std::strtoll(limit, nullptr, 10);
}

bench::SupplyChainOptions chains(std::int64_t order_lines) {
  bench::SupplyChainOptions options;
  options.order_lines = static_cast<std::uint64_t>(order_lines);
  return options;
}

/// Compact evidence of one size, made once: its documents are gone again.
struct Prepared {
  std::int64_t size = 0;
  std::unique_ptr<CompactEvidence> evidence;
  bench::SupplyChainCount count;
  double seconds_to_add = 0;
};

const Prepared& prepared(std::int64_t order_lines) {
  static Prepared kept;
  if (kept.size == order_lines) return kept;
  kept = {};
  kept.size = order_lines;
  kept.evidence = std::make_unique<CompactEvidence>(ReferenceData{});
  // Documents come in lots, so that the clock is not asked once a document.
  std::vector<Receipt> lot;
  const auto add_lot = [&] {
    const double start = processor_seconds();
    for (const Receipt& r : lot) kept.evidence->add(r);
    kept.seconds_to_add += processor_seconds() - start;
    lot.clear();
  };
  kept.count = bench::make_supply_chains(chains(order_lines), [&](Receipt&& r) {
    lot.push_back(std::move(r));
    if (lot.size() == 1000) add_lot();
  });
  add_lot();
  return kept;
}

std::vector<AcceptedReceipt> receipts(const bench::SupplyChainOptions& options) {
  std::vector<AcceptedReceipt> accepted;
  bench::make_supply_chains(options, [&](Receipt&& r) {
    AcceptedReceipt& row = accepted.emplace_back();
    row.receipt = std::move(r);
    row.sequence = accepted.size();
  });
  return accepted;
}

std::int64_t line_count(const std::vector<AcceptedReceipt>& accepted) {
  std::size_t lines = 0;
  for (const AcceptedReceipt& row : accepted) lines += row.receipt.lines.size();
  return static_cast<std::int64_t>(lines);
}

void match(benchmark::State& state) {
  const Prepared& input = prepared(state.range(0));
  const Policy policy = standard_policy();
  std::uint64_t found = 0;
  for (auto _ : state) {
    const Agreement agreement = screen::find_agreement(*input.evidence, policy);
    found = 0;
    for (const screen::LineSums& line : agreement.lines) found += line.differs != 0 ? 1U : 0U;
    benchmark::DoNotOptimize(found);
  }
  if (found != input.count.wrong_lines) state.SkipWithError("found other lines than were spoilt");
  const auto lines = static_cast<std::int64_t>(input.count.input_lines);
  state.SetItemsProcessed(state.iterations() * lines);
  state.counters["order_lines"] = static_cast<double>(input.count.order_lines);
  state.counters["wrong_lines"] = static_cast<double>(found);
  state.counters["bytes_a_line"] =
      static_cast<double>(input.evidence->bytes() +
                          input.count.order_lines * sizeof(screen::LineSums)) /
      static_cast<double>(lines);
}

void compact(benchmark::State& state) {
  const Prepared& input = prepared(state.range(0));
  for (auto _ : state) state.SetIterationTime(input.seconds_to_add);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(input.count.input_lines));
}

void judge_from_receipts(benchmark::State& state, bool screened) {
  const std::vector<AcceptedReceipt> all = receipts(chains(state.range(0)));
  const Policy policy = standard_policy();
  Evidence evidence;
  evidence.receipts = all;
  std::size_t found = 0;
  for (auto _ : state) {
    const Judgement judgement =
        screened ? screen::judge_screened(evidence, policy, kAsOf) : judge(evidence, policy, kAsOf);
    found = judgement.discrepancies.size();
    benchmark::DoNotOptimize(found);
  }
  state.SetItemsProcessed(state.iterations() * line_count(all));
  state.counters["discrepancies"] = static_cast<double>(found);
}

// One order of fifty lines whose invoice arrives last.
struct LateInvoice {
  std::vector<AcceptedReceipt> all;
  CompactEvidence before{ReferenceData{}};
  Receipt invoice;

  LateInvoice() {
    bench::SupplyChainOptions options = chains(50);
    options.lines_per_order = 50;
    options.wrong_per_thousand = 0;
    options.seed = 3;
    all = receipts(options);
    invoice = all.back().receipt;
    if (all.size() != 5 || invoice.stage != Stage::invoiced || invoice.lines.size() != 50)
      throw std::logic_error("one order in one delivery was wanted");
    for (std::size_t i = 0; i + 1 < all.size(); ++i) before.add(all[i].receipt);
  }
};

/// The invoice is taken in and judged beside its order, whose other evidence is at hand.
void invoice_arrives(benchmark::State& state) {
  const LateInvoice late;
  const Policy policy = standard_policy();
  for (auto _ : state) {
    CompactEvidence evidence = late.before;
    const double start = processor_seconds();
    evidence.add(late.invoice);
    const Agreement agreement = screen::find_agreement(evidence, policy);
    const bool agrees = !agreement.is_doubtful(1);
    state.SetIterationTime(processor_seconds() - start);
    if (!agrees) state.SkipWithError("the invoice must agree");
  }
  state.SetItemsProcessed(state.iterations() * 50);
}

/// From the receipts of all five documents, to the whole judgement.
void invoice_from_receipts(benchmark::State& state, bool screened) {
  const LateInvoice late;
  const Policy policy = standard_policy();
  Evidence evidence;
  evidence.receipts = late.all;
  for (auto _ : state) {
    const Judgement judgement =
        screened ? screen::judge_screened(evidence, policy, kAsOf) : judge(evidence, policy, kAsOf);
    benchmark::DoNotOptimize(judgement.matched_lines);
  }
  state.SetItemsProcessed(state.iterations() * 50);
}

/// Ordered, received and invoiced lines in SQLite, in memory, and the question which order lines
/// differ in what was received, billed or charged for.
class SqlTables {
 public:
  enum class Keys : std::uint8_t {
    as_documents_have_them,  ///< order and line as texts, a row a document line, covering indexes
    prepared  ///< integers, deliveries summed up beforehand, tables sorted by key: the best case
  };

  SqlTables(const Prepared& input, Keys keys) : prepared_(keys == Keys::prepared) {
    if (sqlite3_open(":memory:", &db_) != SQLITE_OK) throw std::runtime_error("no SQLite");
    run("PRAGMA journal_mode = OFF; PRAGMA cache_size = -4000000; BEGIN");
    fill("ordered", input.evidence->lines(Stage::ordered));
    fill("received", input.evidence->lines(Stage::received));
    fill("invoiced", input.evidence->lines(Stage::invoiced));
    run("COMMIT; ANALYZE");
  }
  ~SqlTables() { sqlite3_close(db_); }
  SqlTables(const SqlTables&) = delete;
  SqlTables& operator=(const SqlTables&) = delete;

  std::int64_t differing() {
    sqlite3_stmt* query = prepare(
        prepared_
            ? "SELECT count(*) FROM ordered o JOIN received r ON r.po = o.po AND r.line = o.line "
              "JOIN invoiced i ON i.po = o.po AND i.line = o.line "
              "WHERE r.quantity <> o.quantity OR i.quantity <> r.quantity OR i.price <> o.price"
            : "SELECT count(*) FROM "
              "(SELECT o.po, o.line, o.quantity AS ordered, o.price AS agreed,"
              "        sum(r.quantity) AS received"
              " FROM ordered o JOIN received r ON r.po = o.po AND r.line = o.line"
              " GROUP BY o.po, o.line) a JOIN "
              "(SELECT po, line, sum(quantity) AS billed, max(price) AS price"
              " FROM invoiced GROUP BY po, line) b ON b.po = a.po AND b.line = a.line "
              "WHERE received <> ordered OR billed <> received OR price <> agreed");
    sqlite3_step(query);
    const std::int64_t found = sqlite3_column_int64(query, 0);
    sqlite3_finalize(query);
    return found;
  }

 private:
  void run(const std::string& sql) {
    if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(db_));
  }

  sqlite3_stmt* prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(db_));
    return statement;
  }

  void fill(const std::string& table, std::span<const screen::CompactLine> lines) {
    run("CREATE TABLE " + table +
        (prepared_ ? " (po INTEGER, line INTEGER, quantity INTEGER, price INTEGER,"
                     " PRIMARY KEY (po, line)) WITHOUT ROWID"
                   : " (po TEXT, line TEXT, quantity INTEGER, price INTEGER)"));
    sqlite3_stmt* insert = prepare(
        "INSERT INTO " + table + " (po, line, quantity, price) VALUES (?1, ?2, ?3, ?4)" +
        (prepared_ ? " ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity" : ""));
    for (const screen::CompactLine& line : lines) {
      bind_key(insert, 1, line.order, "PO-1");
      bind_key(insert, 2, line.number, "");
      sqlite3_bind_int64(insert, 3, line.quantity);
      sqlite3_bind_int64(insert, 4, line.price);
      if (sqlite3_step(insert) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_));
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    if (!prepared_)
      run("CREATE INDEX " + table + "_by_key ON " + table + " (po, line, quantity, price)");
  }

  void bind_key(sqlite3_stmt* insert, int place, std::uint32_t key, const char* prefix) const {
    if (prepared_) {
      sqlite3_bind_int64(insert, place, key);
    } else {
      const std::string text = prefix + std::to_string(key);
      sqlite3_bind_text(insert, place, text.c_str(), -1, SQLITE_TRANSIENT);
    }
  }

  sqlite3* db_ = nullptr;
  bool prepared_;
};

/// Credited with the lines of all five documents, though it looks at three of them: the ratio is
/// that of the times for the same order lines.
void sql_join(benchmark::State& state, SqlTables::Keys keys) {
  const Prepared& input = prepared(state.range(0));
  SqlTables tables(input, keys);
  std::int64_t found = 0;
  for (auto _ : state) found = tables.differing();
  if (found == 0) state.SkipWithError("the join must find lines that differ");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(input.count.input_lines));
  state.counters["wrong_lines"] = static_cast<double>(found);
}

/// Sizes in order, so that each is prepared once.
void register_all() {
  const auto add = [](const std::string& name, auto run) {
    return benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMillisecond);
  };
  const std::int64_t limit = lines_limit();
  for (const std::int64_t size : {100'000LL, 1'000'000LL, 3'000'000LL, 10'000'000LL}) {
    if (size > limit && size > 100'000) continue;
    const std::int64_t lines = std::min<std::int64_t>(size, limit);
    add("match", match)->Arg(lines);
    add("compact the receipts", compact)->Arg(lines)->UseManualTime()->Iterations(1);
    if (lines != std::min<std::int64_t>(limit, 1'000'000)) continue;
    add("baseline/SQL join", [](auto& state) {
      sql_join(state, SqlTables::Keys::as_documents_have_them);
    })->Arg(lines);
    add("baseline/SQL join, best case", [](auto& state) {
      sql_join(state, SqlTables::Keys::prepared);
    })->Arg(lines);
  }
  const std::int64_t few = std::min<std::int64_t>(limit, 20'000);
  add("receipts to judgement", [](auto& state) { judge_from_receipts(state, true); })->Arg(few);
  add("receipts to judgement, all by rules", [](auto& state) {
    judge_from_receipts(state, false);
  })->Arg(few);
  add("an invoice of 50 lines arrives", invoice_arrives)->UseManualTime();
  add("an invoice of 50 lines, from receipts",
      [](auto& state) { invoice_from_receipts(state, true); });
  add("an invoice of 50 lines, all by rules",
      [](auto& state) { invoice_from_receipts(state, false); });
}

}  // namespace

int main(int argc, char** argv) {
  register_all();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
