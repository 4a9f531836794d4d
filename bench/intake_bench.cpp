// What it costs to make a 6 KB ship notice durable, against SQLite writing the same rows with
// nothing around it; and what the worker makes of each document, in a store that holds few and in
// one that holds many. bench/README.md says more.
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <memory>
#include <semaphore>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sqlite3.h>
#include <unistd.h>

#include "gateway/intake/configuration.hpp"
#include "gateway/pipeline/worker.hpp"
#include "gateway/receive/durable_intake.hpp"

namespace {

using namespace weighbridge;

constexpr std::size_t kGroup = 256;

class Folder {
 public:
  Folder() {
    const char* where = std::getenv("WEIGHBRIDGE_BENCH_FOLDER");
    std::string name = std::string(where != nullptr ? where : "/var/tmp") + "/intake-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file() const { return path_ + "/store.db"; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// An 856 of `lines` lines against order `order`; no two are alike.
std::string ship_notice(std::uint64_t number, int lines = 120) {
  const std::string n = std::to_string(100'000'000 + number);
  std::string text =
      "ISA*00*          *00*          *ZZ*NORTHFIELD     *ZZ*HARBORDIST     *260302*0915*U*00401*" +
      n + "*0*P*>~GS*SH*NORTHFIELD*HARBORDIST*20260302*0915*" + n +
      "*X*004010~ST*856*0001~BSN*00*S" + n +
      "*20260302*0915*0001~DTM*011*20260302~HL*1**S*1~N1*ST*HARBOR DISTRIBUTION*92*DC01~"
      "HL*2*1*O*1~PRF*PO-" +
      n + "***20260220~";
  int segments = 7;
  for (int i = 0; i < lines; ++i) {
    const std::string line = std::to_string(10 * (i + 1));
    text += "HL*" + std::to_string(i + 3) + "*2*I*0~LIN*" + line + "*VN*NF-" +
            std::to_string(100 + (number * 7 + static_cast<std::uint64_t>(i)) % 90000) + "~SN1*" +
            line + "*48*EA~";
    segments += 3;
  }
  text += "CTT*" + std::to_string(lines + 2) + "~SE*" + std::to_string(segments + 2) +
          "*0001~GE*1*" + n + "~IEA*1*" + n + "~";
  return text;
}

/// The order that the notice answers.
std::string order(std::uint64_t number, int lines) {
  const std::string n = std::to_string(100'000'000 + number);
  std::string text =
      "ISA*00*          *00*          *ZZ*HARBORDIST     *ZZ*NORTHFIELD     *260220*0915*U*00401*" +
      n + "*0*P*>~GS*PO*HARBORDIST*NORTHFIELD*20260220*0915*" + n +
      "*X*004010~ST*850*0001~BEG*00*SA*PO-" + n +
      "**20260220~CUR*BY*USD~N1*SE*NORTHFIELD*92*NORTHFIELD~N1*ST*HARBOR DISTRIBUTION*92*DC01~";
  for (int i = 0; i < lines; ++i)
    text += "PO1*" + std::to_string(10 * (i + 1)) + "*48*EA*2.5*PE*VN*NF-" +
            std::to_string(100 + (number * 7 + static_cast<std::uint64_t>(i)) % 90000) + "~";
  text += "SE*" + std::to_string(6 + lines) + "*0001~GE*1*" + n + "~IEA*1*" + n + "~";
  return text;
}

receive::Delivery delivery_of(std::uint64_t number, int lines = 120) {
  receive::Delivery delivery;
  delivery.channel = "as2";
  delivery.partner = "northfield";
  delivery.key = "<" + std::to_string(number) + "@northfield.example>";
  delivery.contents.push_back(
      {spool::Payload::of(ship_notice(number, lines)), "asn.edi", "application/edi-x12"});
  delivery.facts = {{"remote", "192.0.2.7"}, {"mic", "q83vEjRWeJCrze8SNFZ4kKvN7xI=, sha-256"}};
  delivery.answer = std::string(900, 'm');  // an MDN
  return delivery;
}

/// The rows of one delivery as they lie in a store that an intake has written.
class RowsOfOne {
 public:
  RowsOfOne() {
    {
      const auto store = store::open_sqlite(folder_.file());
      const auto intake = receive::make_durable_intake(*store, {});
      std::promise<void> done;
      intake->take(delivery_of(0), [&](const receive::Outcome&) { done.set_value(); });
      done.get_future().wait();
    }
    sqlite3* db = nullptr;
    if (sqlite3_open(folder_.file().c_str(), &db) != SQLITE_OK) std::abort();
    sqlite3_stmt* row = nullptr;
    sqlite3_prepare_v2(db, "SELECT bytes FROM message_bytes", -1, &row, nullptr);
    if (sqlite3_step(row) != SQLITE_ROW) std::abort();
    bytes.assign(static_cast<const char*>(sqlite3_column_blob(row, 0)),
                 static_cast<std::size_t>(sqlite3_column_bytes(row, 0)));
    sqlite3_finalize(row);
    sqlite3_close(db);
  }
  std::string bytes;  ///< packed

 private:
  Folder folder_;
};

/// SQLite with nothing around it, in the same tables.
class RawStore {
 public:
  RawStore() {
    store::open_sqlite(folder_.file());
    if (sqlite3_open(folder_.file().c_str(), &db_) != SQLITE_OK) std::abort();
    run("PRAGMA synchronous = FULL");
    for (const char* sql :
         {"INSERT INTO messages (id, source, bytes, bytes_kept, received_at) VALUES (?1, "
          "'as2/northfield/asn.edi', 6300, 1, 1772445600)",
          "INSERT INTO message_bytes (message, piece, packed, bytes) VALUES (?2, 0, 1, ?3)",
          "INSERT INTO ledger (sequence, at, actor, role, action, object, before, after, reason, "
          "correlation, previous_hash, hash) VALUES (?2, 1772445600, 'weighbridge serve', "
          "'integration', 'message.accepted', ?1, '', "
          "'{\"bytes\":6300,\"source\":\"as2/northfield/asn.edi\"}', '', '', ?1, ?1)",
          "INSERT INTO jobs (message, partition, state, tries, since, due) VALUES (?2, 7, "
          "'waiting', 0, 1772445600, 1772445600)",
          "INSERT INTO deliveries (channel, partner, user, delivery_key, facts, answer, "
          "received_at) VALUES ('as2', 'northfield', '', ?1, "
          "'[[\"remote\",\"192.0.2.7\"],[\"mic\",\"q83vEjRWeJCrze8SNFZ4kKvN7xI=, sha-256\"]]', ?4, "
          "1772445600)",
          "INSERT INTO delivery_files (delivery, position, message, file_name, content_type) "
          "VALUES "
          "(?2, 0, ?2, 'asn.edi', 'application/edi-x12')"}) {
      sqlite3_stmt* statement = nullptr;
      if (sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
          SQLITE_OK)
        std::abort();
      statements_.push_back(statement);
    }
  }
  ~RawStore() {
    for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }
  RawStore(const RawStore&) = delete;
  RawStore& operator=(const RawStore&) = delete;

  void insert(std::size_t count, const std::string& bytes) {
    run("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < count; ++i) insert_one(bytes);
    const std::string head =
        "UPDATE ledger_head SET entries = " + std::to_string(number_) + " WHERE only_row = 1";
    run(head.c_str());
    run("COMMIT");
  }

 private:
  void run(const char* sql) {
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
  }

  void insert_one(const std::string& bytes) {
    ++number_;
    // As random as a hash, for the same work in the indexes.
    std::string id;
    std::uint64_t state = number_ * 0x9E3779B97F4A7C15ULL;
    while (id.size() < 64) {
      state ^= state >> 29U;
      state *= 0xBF58476D1CE4E5B9ULL;
      id += "0123456789abcdef"[state >> 60U];
    }
    for (sqlite3_stmt* statement : statements_) {
      bind(statement, 1, id);
      if (sqlite3_bind_parameter_count(statement) >= 2)
        sqlite3_bind_int64(statement, 2, static_cast<sqlite3_int64>(number_));
      if (sqlite3_bind_parameter_count(statement) >= 3)
        sqlite3_bind_blob(statement, 3, bytes.data(), static_cast<int>(bytes.size()),
                          SQLITE_STATIC);
      if (sqlite3_bind_parameter_count(statement) >= 4) bind(statement, 4, answer_);
      if (sqlite3_step(statement) != SQLITE_DONE) std::abort();
      sqlite3_reset(statement);
    }
  }

  static void bind(sqlite3_stmt* statement, int place, const std::string& text) {
    sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }

  Folder folder_;
  sqlite3* db_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
  std::uint64_t number_ = 0;
  std::string answer_ = std::string(900, 'm');
};

void insert_raw(benchmark::State& state, std::size_t group) {
  const RowsOfOne rows;
  RawStore raw;
  for (auto iteration : state) raw.insert(group, rows.bytes);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(group));
}

void raw_one(benchmark::State& state) {
  insert_raw(state, 1);
}
void raw_grouped(benchmark::State& state) {
  insert_raw(state, kGroup);
}

/// `group` senders that each wait for their thanks. Making the messages is not measured; hashing
/// them is: it is how they are known.
void take(benchmark::State& state, std::size_t group) {
  const Folder folder;
  const auto store = store::open_sqlite(folder.file());
  const auto intake = receive::make_durable_intake(*store, {.group_max = group});
  std::uint64_t number = 0;
  for (auto iteration : state) {
    state.PauseTiming();
    std::vector<receive::Delivery> deliveries;
    for (std::size_t i = 0; i < group; ++i) deliveries.push_back(delivery_of(number++));
    std::counting_semaphore<> thanked(0);
    state.ResumeTiming();
    for (receive::Delivery& delivery : deliveries)
      intake->take(std::move(delivery), [&](const receive::Outcome& outcome) {
        if (!std::holds_alternative<receive::Taken>(outcome)) std::abort();
        thanked.release();
      });
    for (std::size_t i = 0; i < group; ++i) thanked.acquire();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(group));
}

void intake_one(benchmark::State& state) {
  take(state, 1);
}
void intake_grouped(benchmark::State& state) {
  take(state, kGroup);
}

/// Every other delivery is an order of six lines, the next one its ship notice.
receive::Delivery pair_of(std::uint64_t number) {
  receive::Delivery delivery = delivery_of(number / 2, 6);
  delivery.key = "<" + std::to_string(number) + "@northfield.example>";
  if (number % 2 == 0) delivery.contents[0].bytes = spool::Payload::of(order(number / 2, 6));
  return delivery;
}

/// A thousand orders and ship notices through the worker, beside `range(0)` that it has done.
void work(benchmark::State& state) {
  constexpr std::size_t kMeasured = 1000;
  const Folder folder;
  const auto store = store::open_sqlite(folder.file());
  const auto intake = receive::make_durable_intake(
      *store, {.clock = [] { return parse_instant("2026-03-02T09:00:00Z").value(); }});
  auto setup = std::make_shared<pipeline::ProcessingSetup>();
  std::vector<TableError> errors;
  setup->tables = compile_tables(intake::configuration_files("").tables, errors);
  pipeline::WorkerSettings settings;
  settings.spool.folder = folder.path();
  // The day on which they come: long after it, everything would be overdue and judged as that.
  settings.clock = [] { return parse_instant("2026-03-02T10:00:00Z").value(); };
  pipeline::Worker worker(*store, setup, settings);
  std::uint64_t number = 0;
  const auto bring = [&](std::size_t count) {
    std::counting_semaphore<> thanked(0);
    for (std::size_t i = 0; i < count; ++i) {
      intake->take(pair_of(number++), [&](const receive::Outcome&) { thanked.release(); });
      if (i >= kGroup) thanked.acquire();
    }
    for (std::size_t i = 0; i < std::min(count, kGroup); ++i) thanked.acquire();
  };
  bring(static_cast<std::size_t>(state.range(0)));
  worker.run_due();
  for (auto iteration : state) {
    state.PauseTiming();
    bring(kMeasured);
    state.ResumeTiming();
    if (worker.run_due() != kMeasured) std::abort();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kMeasured));
}

BENCHMARK(raw_one)->Name("baseline/rows one at a time")->UseRealTime();
BENCHMARK(intake_one)->Name("intake one at a time")->UseRealTime();
BENCHMARK(raw_grouped)->Name("baseline/rows grouped")->UseRealTime();
BENCHMARK(intake_grouped)->Name("intake grouped")->UseRealTime();
BENCHMARK(work)
    ->Name("worker beside")
    ->Arg(1000)
    ->Arg(10'000)
    ->Arg(19'000)
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
