// What serve wires together, without a network: a store on disk, the intake, the worker and the
// outbox, with a clock that the test holds.
#pragma once

#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "gateway/deliver/outbox_pump.hpp"
#include "gateway/intake/configuration.hpp"
#include "gateway/pipeline/worker.hpp"
#include "gateway/receive/durable_intake.hpp"
#include "tests/gateway/temp_folder.hpp"

namespace weighbridge {

/// Answers as the test says, and remembers what it was given.
class RecordingDeliverer final : public deliver::Deliverer {
 public:
  deliver::Result deliver(const deliver::Outbound& message) override {
    if (answer_) return answer_(message);
    const std::lock_guard lock(mutex_);
    seen_.push_back(message);
    if (results_.empty()) return deliver::Delivered{{{"status", "200"}}};
    deliver::Result result = results_.front();
    if (results_.size() > 1) results_.erase(results_.begin());
    return result;
  }
  /// The last one holds from then on.
  void answer_with(std::vector<deliver::Result> results) {
    const std::lock_guard lock(mutex_);
    results_ = std::move(results);
  }
  /// Called in place of all this, on the sender's thread. To be set before anything is sent.
  void answer_by(std::function<deliver::Result(const deliver::Outbound&)> answer) {
    answer_ = std::move(answer);
  }
  std::vector<deliver::Outbound> seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<deliver::Result> results_;
  std::function<deliver::Result(const deliver::Outbound&)> answer_;
  std::vector<deliver::Outbound> seen_;
};

/// Maps as they are built in, with partner files over them.
inline std::shared_ptr<const ReaderTables> tables_with(std::vector<NamedText> partners = {}) {
  std::vector<NamedText> files = intake::configuration_files("").tables;
  for (NamedText& partner : partners) files.push_back(std::move(partner));
  std::vector<TableError> errors;
  auto tables = compile_tables(files, errors);
  for (const TableError& error : errors) UNSCOPED_INFO(error.message);
  REQUIRE(tables != nullptr);
  return tables;
}

class Served {
 public:
  explicit Served(std::vector<NamedText> partners = {}) { open(std::move(partners)); }

  receive::Outcome take(receive::Delivery delivery) {
    std::promise<receive::Outcome> promise;
    auto outcome = promise.get_future();
    intake->take(std::move(delivery), [&](receive::Outcome done) { promise.set_value(done); });
    return outcome.get();
  }

  static receive::Delivery delivery(const std::string& bytes, const std::string& key = {},
                                    const std::string& channel = "as2") {
    receive::Delivery value;
    value.channel = channel;
    value.partner = "northfield";
    value.key = key;
    value.contents.push_back({spool::Payload::of(bytes), "message.edi", "application/edi-x12"});
    value.answer = "thanks for " + key;
    return value;
  }

  receive::Taken taken(const std::string& bytes, const std::string& key = {},
                       const std::string& channel = "as2") {
    const receive::Outcome outcome = take(delivery(bytes, key, channel));
    REQUIRE(std::holds_alternative<receive::Taken>(outcome));
    return std::get<receive::Taken>(outcome);
  }

  /// Takes a message and does everything that follows.
  std::string through(const std::string& bytes, const std::string& key = {}) {
    const std::string id = taken(bytes, key).messages.at(0);
    worker->run_due();
    return id;
  }

  template <class Work>
  auto read(Work work) {
    std::optional<std::invoke_result_t<Work&, store::Reader&>> result;
    store->read([&](store::Reader& reader) { result.emplace(work(reader)); });
    return *std::move(result);
  }

  std::vector<store::StoredDocument> documents(const std::string& message) {
    return read([&](store::Reader& reader) { return reader.documents_of(message); });
  }
  std::vector<store::StoredOutbound> outbox(const store::OutboundFilter& filter = {}) {
    return read([&](store::Reader& reader) { return reader.outbox(filter); });
  }
  std::string outbound_text(const std::string& id) {
    return read([&](store::Reader& reader) {
      std::string text;
      reader.outbound_bytes(id, [&](std::string_view piece) { text += piece; });
      return text;
    });
  }
  bool ledger_holds() {
    return read([](store::Reader& reader) { return !store::verify_ledger(reader).broken; });
  }

  TempFolder folder;
  Instant now = parse_instant("2026-03-02T10:00:00Z").value();
  std::vector<std::string> complaints;
  std::shared_ptr<RecordingDeliverer> as2 = std::make_shared<RecordingDeliverer>();
  std::unique_ptr<store::Store> store;
  std::shared_ptr<pipeline::ProcessingSetup> setup;
  std::unique_ptr<receive::DurableIntake> intake;
  std::unique_ptr<pipeline::Worker> worker;
  std::unique_ptr<deliver::OutboxPump> pump;

 private:
  void open(std::vector<NamedText> partners) {
    store = store::open_sqlite(folder.path() + "/store.db");
    receive::IntakeSettings intake_settings;
    intake_settings.clock = [this] { return now; };
    intake = receive::make_durable_intake(*store, intake_settings);
    setup = std::make_shared<pipeline::ProcessingSetup>();
    setup->tables = tables_with(std::move(partners));
    pipeline::WorkerSettings worker_settings;
    worker_settings.spool.folder = folder.path();
    worker_settings.clock = intake_settings.clock;
    worker_settings.complain = [this](const std::string& what) { complaints.push_back(what); };
    worker = std::make_unique<pipeline::Worker>(*store, setup, worker_settings);
    deliver::PumpSettings pump_settings;
    pump_settings.spool.folder = folder.path();
    pump_settings.clock = intake_settings.clock;
    pump_settings.jitter_seed = 7;
    pump = std::make_unique<deliver::OutboxPump>(
        *store, deliver::OutboxPump::Deliverers{{"as2", as2}, {"mdn", as2}}, pump_settings);
  }
};

}  // namespace weighbridge
