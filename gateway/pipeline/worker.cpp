#include "gateway/pipeline/worker.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "cases/journal.hpp"
#include "gateway/casework/tending.hpp"
#include "gateway/deliver/retry.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/pipeline/disk_failure.hpp"
#include "gateway/pipeline/processing.hpp"
#include "gateway/pipeline/under_way.hpp"

namespace weighbridge::pipeline {

namespace {

using Kind = store::StoreError::Kind;

constexpr unsigned kInnocentEnds = 2;          // of the process, before a message is suspected
constexpr std::size_t kBatch = 64;             // jobs looked up at once
constexpr std::chrono::seconds kAfterBug{60};  // INTERNAL: once more, then stop
constexpr std::chrono::minutes kDropsBytes{60};
constexpr std::size_t kDroppedAtOnce = 200;
constexpr std::chrono::minutes kMeasuresLatency{60};  // section 15.1 is advice: now and then

cases::Act act_of(const std::string& who, Instant now) {
  cases::Act act;
  act.at = now;
  act.actor = who;
  act.role = "operator";
  return act;
}

}  // namespace

struct Worker::Inner {
  Inner(store::Store& the_store, std::shared_ptr<const ProcessingSetup> the_setup,
        WorkerSettings the_settings)
      : store(the_store),
        settings(std::move(the_settings)),
        setup(std::move(the_setup)),
        times(0),
        under_way(settings.under_way) {
    if (!settings.clock) settings.clock = intake::wall_clock;
  }

  void run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      woken = false;
      lock.unlock();
      const std::size_t done = one_round();
      lock.lock();
      if (done == 0) changed.wait_for(lock, settings.poll, [&] { return stopping || woken; });
    }
  }

  /// Does a batch of what is due, and what time brings. Returns how many messages it touched.
  std::size_t one_round() {
    if (!under_way.left().empty()) guarded([&] { leave_suspect_for_later(); });
    std::size_t done = 0;
    const bool in_order = guarded([&] { done = do_jobs(); });
    if (done < kBatch) {
      guarded([&] { look_at_the_clock(); });
      guarded([&] { tend_cases(); });
      guarded([&] { drop_old_bytes(); });
    }
    return in_order ? done : 0;
  }

  /// An outage of the store: nothing was lost, everything is due still.
  template <class Work>
  bool guarded(Work work) {
    try {
      work();
      return true;
    } catch (const store::StoreError& error) {
      if (error.kind() == Kind::unsynced) end_after_disk_failure(error.what());
      complain(error.what());
    } catch (const std::exception& error) {
      complain(error.what());
    }
    return false;
  }

  void complain(const std::string& what) const {
    if (settings.complain) settings.complain(what);
  }

  std::shared_ptr<const ProcessingSetup> current_setup() {
    const std::lock_guard lock(mutex);
    return setup;
  }

  bool is_stopping() {
    const std::lock_guard lock(mutex);
    return stopping;
  }

  std::size_t do_jobs() {
    std::vector<std::string> due;
    store.read([&](store::Reader& reader) { due = reader.due_jobs(settings.clock(), kBatch); });
    std::size_t done = 0;
    for (const std::string& message : due) {
      if (is_stopping()) break;
      const UnderWay::Mark mark = under_way.mark(message);
      do_job(message);
      ++done;
    }
    return done;
  }

  void do_job(const std::string& id) {
    try {
      spool::PayloadWriter bytes(settings.spool);
      std::optional<store::MonitoredMessage> message;
      bool kept = false;
      bool fits = true;
      store.read([&](store::Reader& reader) {
        message = reader.monitored(id);
        kept =
            reader.message_bytes(id, [&](std::string_view piece) { fits &= bytes.write(piece); });
      });
      if (!message) return;
      if (!kept || !fits) {
        give_up(id, {"INTERNAL", "NOT_KEPT", "its bytes are not kept any more",
                     "ask the sender for it again"});
        return;
      }
      process_one(*message, bytes.finish());
    } catch (const store::StoreError&) {
      throw;  // the store's trouble, not the message's
    } catch (const std::system_error& error) {
      put_off(id, "TRANSPORT", error.what());
    } catch (const std::exception& error) {
      put_off(id, "INTERNAL", error.what());
    }
  }

  void process_one(const store::MonitoredMessage& message, const spool::Payload& bytes) {
    const auto used = current_setup();
    Processed processed;
    try {
      store.write([&](store::Writer& writer) {
        processed = process(message, bytes, {*used, settings, reference, settings.clock()}, writer);
      });
    } catch (...) {
      reference.changes = UINT64_MAX;  // it may hold rows that were rolled back
      reference.clock.reset();
      throw;
    }
    note(processed);
  }

  void note(const Processed& processed) {
    {
      const std::lock_guard lock(mutex);
      if (processed.claimed) ++counts.messages;
      counts.documents += processed.documents;
      counts.quarantined += processed.quarantined;
    }
    if (processed.decided && settings.decided) settings.decided();
  }

  using Wait = std::optional<std::chrono::seconds>;

  /// INTERNAL once more and then not again, TRANSPORT at its times.
  void put_off(const std::string& id, const std::string& error_class, const std::string& what) {
    const bool transport = error_class == "TRANSPORT";
    const bool failed = try_failed(id, {error_class, {}, what, {}}, [&](unsigned tries) -> Wait {
      if (transport) return times.after(tries);
      return tries == 1 ? Wait(kAfterBug) : std::nullopt;
    });
    complain("message " + id + " could not be processed: " + what +
             (failed ? "; it was given up" : "; it is tried again"));
  }

  /// The process before ended while it was at work on this message. Once or twice may be nobody's
  /// fault; after that the others go first, and in the end it is left to a person.
  void leave_suspect_for_later() {
    const std::string id = under_way.left();
    const bool failed = try_failed(
        id, {"INTERNAL", "PROCESS_ENDED", "the program ended while it was at work on it", {}},
        [&](unsigned tries) {
          return tries <= kInnocentEnds ? Wait(0) : times.after(tries - kInnocentEnds);
        });
    under_way.forget();
    complain("the program ended while it was at work on message " + id +
             (failed ? "; it was given up" : "; it is tried again"));
  }

  /// One more try failed: it waits as long as `wait` says of so many, or is given up. Returns
  /// whether it was.
  bool try_failed(const std::string& id, store::Trouble trouble,
                  const std::function<Wait(unsigned tries)>& wait) {
    const Instant now = settings.clock();
    trouble.mend = "replay it when the reason is gone";
    bool failed = false;
    store.write([&](store::Writer& writer) {
      auto job = writer.job(id);
      if (!job || job->state != store::JobState::waiting) return;
      const Wait until = wait(++job->tries);
      failed = !until;
      job->state = until ? store::JobState::waiting : store::JobState::failed;
      job->due = now + until.value_or(std::chrono::seconds{0});
      job->trouble = trouble;
      writer.put_job(*job);
      if (failed)
        writer.append(cases::happened(
            {now, settings.actor, "integration", {}}, "message.given_up", id,
            cases::CanonicalObject().text("class", trouble.error_class), trouble.message));
    });
    const std::lock_guard lock(mutex);
    ++counts.failed_tries;
    return failed;
  }

  void give_up(const std::string& id, const store::Trouble& trouble) {
    const Instant now = settings.clock();
    store.write([&](store::Writer& writer) {
      auto job = writer.job(id);
      if (!job) return;
      job->state = store::JobState::failed;
      job->trouble = trouble;
      writer.put_job(*job);
      writer.append(cases::happened({now, settings.actor, "integration", {}}, "message.given_up",
                                    id, cases::CanonicalObject().text("class", trouble.error_class),
                                    trouble.message));
    });
    complain("message " + id + " was given up: " + trouble.message);
  }

  void look_at_the_clock() {
    const Instant now = settings.clock();
    if (!judge_now && now >= judged && now < judged + settings.judge_time) return;
    bool due = judge_now;
    store.read([&](store::Reader& reader) {
      due = due || !reader.owners_due(now).empty() || !reader.keys_to_look_at().empty() ||
            !reader.due_documents(now, 1).empty();
    });
    judge_now = false;
    judged = now;
    if (!due) return;
    const bool measures = now >= measured + kMeasuresLatency;
    const auto used = current_setup();
    Processed processed;
    store.write([&](store::Writer& writer) {
      processed = process_time({*used, settings, reference, now}, measures, writer);
    });
    if (measures) measured = now;
    processed.claimed = false;
    note(processed);
  }

  /// What happens to cases by itself, a batch of them in one commit.
  void tend_cases() {
    const Instant now = settings.clock();
    const auto used = current_setup();
    std::vector<std::string> due;
    do {
      store.read([&](store::Reader& reader) {
        due = casework::cases_to_tend(now, kBatch, reader);
        if (!due.empty()) reference.refresh(reader);
      });
      if (due.empty() || is_stopping()) return;
      const auto tend = [&](const std::string& id, store::Writer& writer) {
        casework::tend_case(id, settings.actor, {*used, reference.data, *reference.clock, now},
                            writer);
      };
      try {
        store.write([&](store::Writer& writer) {
          for (const std::string& id : due) tend(id, writer);
        });
      } catch (const store::StoreError&) {
        throw;
      } catch (const std::exception&) {
        for (const std::string& id : due) tend_alone(id, now, tend);
      }
      if (settings.decided) settings.decided();
    } while (due.size() >= kBatch);
  }

  /// One case that cannot be tended must not keep the others waiting.
  template <class Tend>
  void tend_alone(const std::string& id, Instant now, const Tend& tend) {
    try {
      store.write([&](store::Writer& writer) { tend(id, writer); });
    } catch (const store::StoreError&) {
      throw;
    } catch (const std::exception& error) {
      complain("case " + id + " was left for later: " + error.what());
      store.write([&](store::Writer& writer) {
        writer.put_case_clock(id, {{}, false, now + kAfterBug});
      });
    }
  }

  /// Drops bytes whose time is over, few at a time so that nobody waits for it.
  void drop_old_bytes() {
    const Instant now = settings.clock();
    if (settings.keep_bytes.count() == 0 || now < dropped + kDropsBytes) return;
    std::size_t count = 0;
    store.write([&](store::Writer& writer) {
      count = writer.drop_bytes(now - settings.keep_bytes, kDroppedAtOnce);
      if (count != 0)
        writer.append(cases::happened({now, settings.actor, "integration", {}}, "bytes.dropped",
                                      "store", cases::CanonicalObject().number("payloads", count),
                                      "their time is over"));
    });
    if (count < kDroppedAtOnce) dropped = now;
  }

  store::Store& store;
  WorkerSettings settings;
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::shared_ptr<const ProcessingSetup> setup;
  deliver::RetryTimes times;
  UnderWay under_way;
  KnownReference reference;
  Instant judged{}, measured{}, dropped{};
  std::atomic<bool> judge_now{true};
  WorkerState counts;
  bool stopping = false, woken = false;
  std::thread thread;
};

Worker::Worker(store::Store& store, std::shared_ptr<const ProcessingSetup> setup,
               WorkerSettings settings)
    : inner_(std::make_unique<Inner>(store, std::move(setup), std::move(settings))) {}

Worker::~Worker() {
  stop();
}

void Worker::start() {
  inner_->thread = std::thread([this] { inner_->run(); });
}

void Worker::stop() {
  {
    const std::lock_guard lock(inner_->mutex);
    inner_->stopping = true;
  }
  inner_->changed.notify_all();
  if (inner_->thread.joinable()) inner_->thread.join();
}

void Worker::wake() {
  {
    const std::lock_guard lock(inner_->mutex);
    inner_->woken = true;
  }
  inner_->changed.notify_one();
}

void Worker::reload(std::shared_ptr<const ProcessingSetup> setup) {
  {
    const std::lock_guard lock(inner_->mutex);
    inner_->setup = std::move(setup);
  }
  inner_->judge_now = true;  // another policy judges otherwise
  wake();
}

WorkerState Worker::state() const {
  const std::lock_guard lock(inner_->mutex);
  return inner_->counts;
}

std::size_t Worker::run_due() {
  std::size_t all = 0;
  while (const std::size_t done = inner_->one_round()) all += done;
  return all;
}

std::optional<std::string> replay(store::Store& store, const std::string& message,
                                  const std::string& who, Instant now) {
  std::optional<std::string> refusal;
  store.write([&](store::Writer& writer) {
    refusal.reset();
    const auto known = writer.monitored(message);
    if (!known) {
      refusal = "there is no message of that id";
    } else if (!known->bytes_kept) {
      refusal = "its bytes are not kept any more; ask the sender for it again";
    }
    if (refusal) return;
    store::Job job = known->job.value_or(store::Job{});
    job.message = message;
    job.state = store::JobState::waiting;
    job.tries = 0;
    job.since = job.due = now;
    job.partition = store::partition_of(SupplierId(message), PoNumber());
    writer.put_job(job);
    writer.append(cases::happened(act_of(who, now), "message.replayed", message, {}));
  });
  return refusal;
}

std::optional<std::string> ignore(store::Store& store, std::uint64_t document,
                                  const std::string& who, const std::string& reason, Instant now) {
  if (reason.empty()) return "a reason is missing";
  std::optional<std::string> refusal;
  store.write([&](store::Writer& writer) {
    refusal.reset();
    auto row = writer.document(document);
    if (!row) {
      refusal = "there is no document of that number";
    } else if (row->state != store::DocumentState::quarantined &&
               row->state != store::DocumentState::parked) {
      refusal = "it is not in quarantine";
    }
    if (refusal) return;
    row->state = store::DocumentState::ignored;
    row->by = who;
    row->reason = reason;
    row->due.reset();
    row->decided_at = now;
    writer.put_document(*row);
    writer.append(cases::happened(act_of(who, now), "document.ignored", row->message,
                                  cases::CanonicalObject().number("document", document), reason));
  });
  return refusal;
}

}  // namespace weighbridge::pipeline
