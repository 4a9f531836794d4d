#include "gateway/deliver/outbox_pump.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "cases/journal.hpp"
#include "gateway/deliver/retry.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/pipeline/disk_failure.hpp"

namespace weighbridge::deliver {

namespace {

using store::OutboundState;
using store::StoredOutbound;

constexpr std::size_t kFetched = 500;                     // rows looked at in one go
constexpr std::chrono::seconds kWithoutDeliverer{300};    // until a channel is looked for again
constexpr std::chrono::seconds kRetryAfterMax{4 * 3600};  // whatever a receiver asks for

std::string receiver_of(const StoredOutbound& row) {
  return row.channel + " " + row.partner;
}

/// Newer evidence takes the place of older of the same name; a name may stand there several times.
void merge(store::Facts& known, const store::Facts& more) {
  std::erase_if(known, [&](const auto& old) {
    return std::any_of(more.begin(), more.end(),
                       [&](const auto& fact) { return fact.first == old.first; });
  });
  known.insert(known.end(), more.begin(), more.end());
}

cases::CanonicalObject summary(const StoredOutbound& row) {
  return cases::CanonicalObject()
      .text("channel", row.channel)
      .text("in_answer_to", row.in_answer_to)
      .text("kind", row.kind)
      .text("partner", row.partner)
      .text("sha256", row.sha256)
      .text("state", to_string_view(row.state));
}

}  // namespace

struct OutboxPump::Inner {
  Inner(store::Store& the_store, Deliverers the_deliverers, PumpSettings the_settings)
      : store(the_store),
        settings(std::move(the_settings)),
        deliverers(std::move(the_deliverers)),
        times(settings.jitter_seed),
        breakers(settings.breaker_after, settings.breaker_rest) {
    if (!settings.clock) settings.clock = intake::wall_clock;
  }

  // Dispatching: which row is next, so that no receiver gets more than its share.

  void dispatch() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      if (!hand_out(lock)) changed.wait_for(lock, settings.poll, [&] { return stopping || woken; });
    }
  }

  /// Gives rows to free senders; false when there is nothing to do now.
  bool hand_out(std::unique_lock<std::mutex>& lock) {
    woken = false;
    ended.clear();
    lock.unlock();
    std::vector<StoredOutbound> due;
    guarded([&] { due = fetch_due(); });
    lock.lock();
    bool any = false;
    for (StoredOutbound& row : due) {
      if (stopping || in_flight.size() >= settings.threads) break;
      const std::string receiver = receiver_of(row);
      if (in_flight.contains(row.id) || ended.contains(row.id)) continue;
      if (sending_to[receiver] >= settings.per_receiver_max) continue;
      in_flight.insert(row.id);
      ++sending_to[receiver];
      ready.push_back(std::move(row));
      any = true;
    }
    if (any) work.notify_all();
    return any && in_flight.size() < settings.threads;
  }

  void send_loop() {
    std::unique_lock lock(mutex);
    for (;;) {
      work.wait(lock, [&] { return stopping || !ready.empty(); });
      if (ready.empty()) return;
      const StoredOutbound row = std::move(ready.front());
      ready.pop_front();
      lock.unlock();
      guarded([&] { send(row); });
      lock.lock();
      in_flight.erase(row.id);
      ended.insert(row.id);
      if (--sending_to[receiver_of(row)] == 0) sending_to.erase(receiver_of(row));
      woken = true;
      changed.notify_one();
    }
  }

  /// An outage of the store is told once for each unit of work; what was under way is due still.
  template <class Work>
  void guarded(Work do_it) {
    try {
      do_it();
    } catch (const store::StoreError& error) {
      if (error.kind() == store::StoreError::Kind::unsynced)
        pipeline::end_after_disk_failure(error.what());
      complain(error.what());
      std::this_thread::sleep_for(settings.poll);
    } catch (const std::exception& error) {
      complain(error.what());
      std::this_thread::sleep_for(settings.poll);
    }
  }

  void complain(const std::string& what) const {
    if (settings.complain) settings.complain(what);
  }

  // What is due, and may be tried.

  std::vector<StoredOutbound> fetch_due() {
    const Instant now = settings.clock();
    std::vector<StoredOutbound> rows;
    store.read([&](store::Reader& reader) { rows = reader.due_outbound(now, kFetched); });
    std::vector<StoredOutbound> due;
    std::vector<std::pair<std::string, Instant>> later;
    std::vector<StoredOutbound> unheard;
    for (StoredOutbound& row : rows) {
      if (row.state == OutboundState::unconfirmed) {
        unheard.push_back(std::move(row));
      } else if (const auto wait = not_before(row, now)) {
        later.emplace_back(row.id, *wait);
      } else {
        due.push_back(std::move(row));
      }
    }
    for (const StoredOutbound& row : unheard) give_up_waiting(row);
    if (!later.empty()) postpone(later, now);
    return due;
  }

  std::optional<Instant> not_before(const StoredOutbound& row, Instant now) {
    const std::lock_guard lock(mutex);
    if (!deliverers.contains(row.channel)) return now + kWithoutDeliverer;
    return breakers.resting(receiver_of(row), now);
  }

  void postpone(const std::vector<std::pair<std::string, Instant>>& later, Instant now) {
    store.write([&](store::Writer& writer) {
      for (const auto& [id, until] : later) {
        auto row = writer.outbound(id);
        if (!row || row->state != OutboundState::waiting || row->due > now) continue;
        row->due = until;
        writer.update_outbound(*row);
      }
    });
  }

  /// The receiver's word did not come in time: tried again under the same id.
  void give_up_waiting(const StoredOutbound& unheard) {
    Failed failed;
    failed.error_class = "TRANSPORT";
    failed.message = "the receiver took it, but its receipt did not come in time";
    failed.mend = "ask the partner for the receipt, or whether the message arrived";
    failed.retry_after = std::chrono::seconds{0};
    record(unheard.id, failed, is_unconfirmed);
  }

  // Sending.

  void send(const StoredOutbound& row) {
    const std::shared_ptr<Deliverer> deliverer = deliverer_of(row.channel);
    if (!deliverer) return;
    const auto outbound = load(row);
    Result result = Failed{false, "INTERNAL", "its bytes are not kept any more", {}, {}, {}};
    if (outbound) {
      try {
        result = deliverer->deliver(*outbound);
      } catch (const std::exception& error) {
        result = Failed{true, "INTERNAL", error.what(), {}, {}, {}};
      }
    }
    record(row.id, result, [&](const StoredOutbound& now) {
      return now.state == OutboundState::waiting && now.tries == row.tries;
    });
  }

  std::shared_ptr<Deliverer> deliverer_of(const std::string& channel) {
    const std::lock_guard lock(mutex);
    const auto at = deliverers.find(channel);
    return at == deliverers.end() ? nullptr : at->second;
  }

  std::optional<Outbound> load(const StoredOutbound& row) {
    Outbound outbound{row.id,           row.channel, row.partner,      row.kind, row.file_name,
                      row.content_type, row.url,     row.in_answer_to, {},       row.tries};
    spool::PayloadWriter bytes(settings.spool);
    bool kept = false;
    bool fits = true;
    store.read([&](store::Reader& reader) {
      kept = reader.outbound_bytes(row.id,
                                   [&](std::string_view piece) { fits &= bytes.write(piece); });
    });
    if (!kept || !fits) return std::nullopt;
    outbound.bytes = bytes.finish();
    outbound.keep_evidence = [this, id = row.id](const store::Facts& facts) { keep(id, facts); };
    return outbound;
  }

  void keep(const std::string& id, const store::Facts& facts) {
    try {
      store.write([&](store::Writer& writer) {
        auto row = writer.outbound(id);
        if (!row || row->state != OutboundState::waiting) return;
        merge(row->evidence, facts);
        writer.update_outbound(*row);
      });
    } catch (const store::StoreError& error) {
      if (error.kind() == store::StoreError::Kind::unsynced)
        pipeline::end_after_disk_failure(error.what());
      throw;
    }
  }

  static bool is_unconfirmed(const StoredOutbound& row) {
    return row.state == OutboundState::unconfirmed;
  }

  bool is_under_way(const std::string& id) {
    const std::lock_guard lock(mutex);
    return in_flight.contains(id);
  }

  /// Writes what became of a try, while `awaits` says that the row waits for it: a receipt may have
  /// come in faster than the try ended.
  template <class Awaits>
  bool record(const std::string& id, const Result& result, Awaits awaits) {
    const Instant now = settings.clock();
    bool recorded = false;
    std::optional<StoredOutbound> after;
    store.write([&](store::Writer& writer) {
      recorded = false;
      after.reset();
      auto row = writer.outbound(id);
      if (!row || (!awaits(*row) && !std::holds_alternative<Delivered>(result))) return;
      if (row->state == OutboundState::delivered) return;
      apply(*row, result, now);
      writer.update_outbound(*row);
      tell(*row, writer, now);
      recorded = true;
      after = row;
    });
    if (after) note(*after, result, now);
    return recorded;
  }

  void apply(StoredOutbound& row, const Result& result, Instant now) {
    if (const auto* delivered = std::get_if<Delivered>(&result)) {
      row.state = OutboundState::delivered;
      row.sent_at = row.sent_at.value_or(now);
      row.trouble.reset();
      merge(row.evidence, delivered->evidence);
    } else if (const auto* awaits = std::get_if<AwaitsReceipt>(&result)) {
      row.state = OutboundState::unconfirmed;
      row.sent_at = now;
      row.due = now + awaits->until;
      merge(row.evidence, awaits->evidence);
    } else {
      apply_failure(row, std::get<Failed>(result), now);
    }
  }

  void apply_failure(StoredOutbound& row, const Failed& failed, Instant now) {
    ++row.tries;
    row.trouble = store::Trouble{failed.error_class, {}, failed.message, failed.mend};
    merge(row.evidence, failed.evidence);
    std::optional<std::chrono::seconds> wait;
    if (failed.transient) {
      const std::lock_guard lock(mutex);
      wait = times.after(row.tries);
    }
    if (wait && failed.retry_after) wait = std::min(*failed.retry_after, kRetryAfterMax);
    row.state = wait ? OutboundState::waiting : OutboundState::dead;
    row.due = now + wait.value_or(std::chrono::seconds{0});
  }

  void tell(const StoredOutbound& row, store::Writer& writer, Instant now) const {
    if (row.state == OutboundState::waiting) return;
    const std::string_view action = row.state == OutboundState::dead ? "outbound.given_up"
                                    : row.state == OutboundState::unconfirmed
                                        ? "outbound.sent"
                                        : "outbound.delivered";
    writer.append(cases::happened({now, settings.actor, "integration", {}}, action, row.id,
                                  summary(row), row.trouble ? row.trouble->message : ""));
  }

  void note(const StoredOutbound& row, const Result& result, Instant now) {
    const auto* failed = std::get_if<Failed>(&result);
    {
      const std::lock_guard lock(mutex);
      if (failed == nullptr) {
        breakers.succeeded(receiver_of(row));
        if (row.state == OutboundState::delivered) ++counts.delivered;
      } else {
        ++counts.failed_tries;
        if (failed->transient) breakers.failed(receiver_of(row), now);
        if (row.state == OutboundState::dead) ++counts.given_up;
      }
    }
    if (failed != nullptr)
      complain(row.kind + " " + row.id + " to " + receiver_of(row) +
               " was not delivered: " + failed->message +
               (row.state == OutboundState::dead ? "; it was given up" : "; it is tried again"));
  }

  store::Store& store;
  PumpSettings settings;
  mutable std::mutex mutex;
  std::condition_variable changed, work;
  Deliverers deliverers;
  RetryTimes times;
  Breakers breakers;
  std::deque<StoredOutbound> ready;
  std::set<std::string, std::less<>> in_flight;
  /// Ended since the due rows were last read: what was read of them is old.
  std::set<std::string, std::less<>> ended;
  std::map<std::string, std::size_t, std::less<>> sending_to;
  PumpState counts;
  bool stopping = false, woken = false;
  std::vector<std::thread> threads;
};

OutboxPump::OutboxPump(store::Store& store, Deliverers deliverers, PumpSettings settings)
    : inner_(std::make_unique<Inner>(store, std::move(deliverers), std::move(settings))) {}

OutboxPump::~OutboxPump() {
  stop();
}

void OutboxPump::start() {
  Inner& inner = *inner_;
  inner.threads.emplace_back([&inner] { inner.dispatch(); });
  for (std::size_t i = 0; i < inner.settings.threads; ++i)
    inner.threads.emplace_back([&inner] { inner.send_loop(); });
}

void OutboxPump::stop() {
  {
    const std::lock_guard lock(inner_->mutex);
    inner_->stopping = true;
    // What has not begun is due at the next start.
    for (const StoredOutbound& row : inner_->ready) inner_->in_flight.erase(row.id);
    inner_->ready.clear();
  }
  inner_->changed.notify_all();
  inner_->work.notify_all();
  for (std::thread& thread : inner_->threads) thread.join();
  inner_->threads.clear();
}

void OutboxPump::wake() {
  {
    const std::lock_guard lock(inner_->mutex);
    inner_->woken = true;
  }
  inner_->changed.notify_one();
}

void OutboxPump::reload(Deliverers deliverers) {
  const std::lock_guard lock(inner_->mutex);
  inner_->deliverers = std::move(deliverers);
}

PumpState OutboxPump::state() const {
  const std::lock_guard lock(inner_->mutex);
  PumpState now = inner_->counts;
  now.sending = inner_->in_flight.size();
  now.resting = inner_->breakers.all_resting(inner_->settings.clock());
  return now;
}

std::size_t OutboxPump::run_due() {
  std::vector<StoredOutbound> due = inner_->fetch_due();
  for (const StoredOutbound& row : due) inner_->send(row);
  return due.size();
}

bool OutboxPump::confirm(const std::string& outbound, const Result& result) {
  const bool recorded = inner_->record(outbound, result, [&](const StoredOutbound& row) {
    return Inner::is_unconfirmed(row) ||
           (row.state == OutboundState::waiting && inner_->is_under_way(outbound));
  });
  if (recorded) wake();
  return recorded;
}

std::optional<StoredOutbound> OutboxPump::sent(const std::string& outbound) {
  std::optional<StoredOutbound> row;
  inner_->store.read([&](store::Reader& reader) { row = reader.outbound(outbound); });
  return row;
}

std::optional<std::string> OutboxPump::send_again(const std::string& outbound,
                                                  const std::string& who) {
  std::optional<std::string> refusal;
  const Instant now = inner_->settings.clock();
  inner_->store.write([&](store::Writer& writer) {
    refusal.reset();
    auto row = writer.outbound(outbound);
    if (!row) {
      refusal = "there is nothing of that id in the outbox";
    } else if (row->state == OutboundState::waiting || row->state == OutboundState::unconfirmed) {
      refusal = "it is on its way already";
    }
    if (refusal) return;
    row->state = OutboundState::waiting;
    row->tries = 0;
    row->due = now;
    writer.update_outbound(*row);
    writer.append(
        cases::happened({now, who, "operator", {}}, "outbound.sent_again", row->id, summary(*row)));
  });
  if (!refusal) wake();
  return refusal;
}

std::string put_outbound(store::Writer& writer, const Outbound& outbound, Instant now) {
  StoredOutbound row;
  row.id = outbound.id;
  row.channel = outbound.channel;
  row.partner = outbound.partner;
  row.kind = outbound.kind;
  row.file_name = outbound.file_name;
  row.content_type = outbound.content_type;
  row.url = outbound.url;
  row.in_answer_to = outbound.in_answer_to;
  row.created_at = now;
  row.due = now;
  const auto bytes = outbound.bytes.open();
  return writer.add_outbound(row, *bytes);
}

}  // namespace weighbridge::deliver
