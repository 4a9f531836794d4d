#include "gateway/receive/durable_intake.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "cases/journal.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/pipeline/disk_failure.hpp"
#include "gateway/receive/recording.hpp"

namespace weighbridge::receive {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
using Kind = store::StoreError::Kind;

/// What of a delivery lies in memory until it is committed.
std::uint64_t weight_of(const Delivery& delivery) {
  std::uint64_t bytes = delivery.answer.size();
  const auto add = [&](const spool::Payload& payload) {
    if (const auto memory = payload.in_memory()) bytes += memory->size();
  };
  for (const Content& content : delivery.contents) add(content.bytes);
  for (const deliver::Outbound& effect : delivery.effects) add(effect.bytes);
  if (delivery.as_received) add(*delivery.as_received);
  return bytes;
}

struct Waiting {
  Delivery delivery;
  std::function<void(Outcome)> done;
  std::uint64_t weight = 0;
  SteadyTime since;
};

class GroupingIntake final : public DurableIntake {
 public:
  GroupingIntake(store::Store& store, IntakeSettings settings)
      : store_(store), settings_(std::move(settings)) {
    if (!settings_.clock) settings_.clock = intake::wall_clock;
    if (!settings_.on_disk_failure) settings_.on_disk_failure = pipeline::end_after_disk_failure;
    thread_ = std::thread([this] { run(); });
  }
  ~GroupingIntake() override { stop(); }
  GroupingIntake(const GroupingIntake&) = delete;
  GroupingIntake& operator=(const GroupingIntake&) = delete;

  void take(Delivery delivery, std::function<void(Outcome)> done) override {
    Waiting entry{std::move(delivery), std::move(done), 0, std::chrono::steady_clock::now()};
    entry.weight = weight_of(entry.delivery);
    if (const auto refusal = queue_or_refuse(entry))
      entry.done(*refusal);
    else
      changed_.notify_one();
  }

  std::optional<Taken> known(const std::string& channel, const std::string& partner,
                             const std::string& key) override {
    std::optional<Taken> found;
    if (key.empty()) return found;
    store_.read([&](store::Reader& reader) {
      if (const auto first = reader.delivery_of(channel, partner, key))
        found = repetition_of(*first);
    });
    return found;
  }

  void stop() override {
    {
      const std::lock_guard lock(mutex_);
      state_.stopping = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
  }

  IntakeState state() const override {
    const std::lock_guard lock(mutex_);
    IntakeState now = state_;
    now.waiting = queue_.size();
    if (!queue_.empty()) now.oldest = std::chrono::steady_clock::now() - queue_.front().since;
    return now;
  }

 private:
  /// Takes the entry into the queue, or leaves it and says why.
  std::optional<NotTaken> queue_or_refuse(Waiting& entry) {
    const std::lock_guard lock(mutex_);
    auto refusal = cannot_take(entry.weight);
    if (refusal) {
      ++state_.not_taken;
    } else {
      state_.waiting_bytes += entry.weight;
      queue_.push_back(std::move(entry));
    }
    return refusal;
  }

  /// Called under the lock.
  std::optional<NotTaken> cannot_take(std::uint64_t weight) const {
    using Why = NotTaken::Why;
    if (state_.stopping)
      return NotTaken{Why::stopping, settings_.retry_after, "the gateway is stopping"};
    if (state_.full)
      return NotTaken{Why::full, settings_.retry_after, "the gateway's disk is full"};
    // One delivery is always taken, however large it is.
    const bool crowded = queue_.size() >= settings_.waiting_max ||
                         state_.waiting_bytes + weight > settings_.waiting_bytes_max;
    if (crowded && !queue_.empty())
      return NotTaken{Why::busy, settings_.retry_after, "too much is waiting to be kept"};
    return std::nullopt;
  }

  void run() {
    for (;;) {
      std::vector<Waiting> group = next_group();
      if (!group.empty()) {
        commit(group);
        continue;
      }
      bool full = false;
      {
        const std::lock_guard lock(mutex_);
        if (state_.stopping && queue_.empty()) return;
        full = state_.full;
      }
      if (full) look_for_room();
    }
  }

  /// What waits, up to the limits of one commit; empty when there is something else to do.
  std::vector<Waiting> next_group() {
    std::unique_lock lock(mutex_);
    const auto something = [this] { return !queue_.empty() || state_.stopping; };
    if (state_.full)
      changed_.wait_for(lock, settings_.room_check, something);
    else
      changed_.wait(lock, something);
    std::vector<Waiting> group;
    std::uint64_t bytes = 0;
    while (!queue_.empty() && group.size() < settings_.group_max) {
      const std::uint64_t weight = size_of(queue_.front().delivery);
      if (!group.empty() && bytes + weight > settings_.group_bytes_max) break;
      bytes += weight;
      state_.waiting_bytes -= queue_.front().weight;
      group.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
    return group;
  }

  static std::uint64_t size_of(const Delivery& delivery) {
    std::uint64_t bytes = delivery.as_received ? delivery.as_received->size() : 0;
    for (const Content& content : delivery.contents) bytes += content.bytes.size();
    return bytes;
  }

  void commit(std::vector<Waiting>& group) {
    std::vector<Outcome> outcomes;
    bool work = false;
    try {
      store_.write([&](store::Writer& writer) {
        outcomes.clear();
        work = false;
        for (const Waiting& entry : group) {
          Recorded recorded = record(entry.delivery, settings_.clock(), writer);
          work = work || recorded.work;
          outcomes.emplace_back(std::move(recorded.taken));
        }
      });
    } catch (const store::StoreError& error) {
      not_committed(group, error.kind(), error.what());
      return;
    } catch (const std::exception& error) {
      not_committed(group, Kind::other, error.what());
      return;
    }
    count(group, outcomes);
    for (std::size_t i = 0; i < group.size(); ++i) group[i].done(std::move(outcomes[i]));
    if (work && settings_.arrived) settings_.arrived();
  }

  void not_committed(std::vector<Waiting>& group, Kind kind, const std::string& what) {
    if (kind == Kind::unsynced) settings_.on_disk_failure(what);
    if (kind == Kind::full) {
      set_full(true);
    } else if (group.size() > 1) {
      // One of them may be what could not be kept: its neighbours must not suffer for it.
      for (Waiting& entry : group) {
        std::vector<Waiting> alone;
        alone.push_back(std::move(entry));
        commit(alone);
      }
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      state_.not_taken += group.size();
    }
    const auto why = kind == Kind::full ? NotTaken::Why::full : NotTaken::Why::busy;
    for (Waiting& entry : group) entry.done(NotTaken{why, settings_.retry_after, what});
  }

  void count(const std::vector<Waiting>& group, const std::vector<Outcome>& outcomes) {
    const std::lock_guard lock(mutex_);
    ++state_.commits;
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (group[i].delivery.refused)
        ++state_.refused;
      else if (std::get<Taken>(outcomes[i]).repeated)
        ++state_.repeated;
      else
        ++state_.taken;
    }
  }

  /// Writes the line that says that there is room again: it says so only where it can be written.
  void look_for_room() {
    try {
      store_.write([&](store::Writer& writer) {
        cases::Act act;
        act.at = settings_.clock();
        act.actor = "weighbridge serve";
        act.role = "integration";
        writer.append(cases::happened(act, "store.has_room", "store", {},
                                      "the disk was full and nothing was taken in"));
      });
      set_full(false);
    } catch (const store::StoreError& error) {
      if (error.kind() == Kind::unsynced) settings_.on_disk_failure(error.what());
    }
  }

  void set_full(bool full) {
    {
      const std::lock_guard lock(mutex_);
      if (state_.full == full) return;
      state_.full = full;
    }
    if (settings_.room_changed) settings_.room_changed(full);
  }

  store::Store& store_;
  IntakeSettings settings_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> queue_;
  IntakeState state_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<DurableIntake> make_durable_intake(store::Store& store, IntakeSettings settings) {
  return std::make_unique<GroupingIntake>(store, std::move(settings));
}

}  // namespace weighbridge::receive
