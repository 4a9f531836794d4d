// An intake that keeps what it is handed, and can be told to be slow, full or gone.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gateway/receive/intake.hpp"

namespace weighbridge {

struct Received {
  std::string channel, partner, key, file_name, text;
  std::vector<std::pair<std::string, std::string>> facts;
};

class RecordingIntake final : public receive::Intake {
 public:
  void take(receive::Delivery delivery, std::function<void(receive::Outcome)> done) override {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !blocked_; });
    if (delivery.refused) {
      refused_.push_back(std::move(delivery));
      lock.unlock();
      changed_.notify_all();
      return done(receive::Taken{});
    }
    ++calls_;
    if (held_ > 0) {
      --held_;
      kept_back_.push_back(std::move(done));
      return;
    }
    if (refusals_ > 0) {
      --refusals_;
      lock.unlock();
      return done(receive::NotTaken{receive::NotTaken::Why::busy, std::chrono::seconds(1), "busy"});
    }
    receive::Taken taken{delivery.key, {}, false, ""};
    const auto id = delivery.channel + '|' + delivery.partner + '|' + delivery.key;
    if (known_.emplace(id, delivery.key).second)
      received_.push_back({delivery.channel, delivery.partner, delivery.key,
                           delivery.contents.at(0).file_name, delivery.contents.at(0).bytes.text(),
                           delivery.facts});
    else
      taken.repeated = true;
    lock.unlock();
    changed_.notify_all();
    done(taken);
  }

  std::optional<receive::Taken> known(const std::string& channel, const std::string& partner,
                                      const std::string& key) override {
    const std::scoped_lock lock(mutex_);
    if (known_.count(channel + '|' + partner + '|' + key) == 0) return std::nullopt;
    return receive::Taken{key, {}, true, ""};
  }

  /// The next `count` deliveries are not taken.
  void refuse_next(int count) {
    const std::scoped_lock lock(mutex_);
    refusals_ = count;
  }
  /// The next `count` deliveries are lost before they are durable: nobody ever answers.
  void lose_next(int count) {
    const std::scoped_lock lock(mutex_);
    held_ = count;
  }
  /// While blocked, take() does not return.
  void block(bool blocked) {
    {
      const std::scoped_lock lock(mutex_);
      blocked_ = blocked;
    }
    changed_.notify_all();
  }
  void answer_kept_back() {
    std::vector<std::function<void(receive::Outcome)>> all;
    {
      const std::scoped_lock lock(mutex_);
      all = std::exchange(kept_back_, {});
    }
    for (const auto& done : all) done(receive::NotTaken{});
  }

  std::vector<Received> received() {
    const std::scoped_lock lock(mutex_);
    return received_;
  }
  /// Why nothing was taken of files, in their order.
  std::vector<std::string> refused() {
    const std::scoped_lock lock(mutex_);
    std::vector<std::string> told;
    for (const receive::Delivery& delivery : refused_)
      told.push_back((delivery.contents.empty() ? "" : delivery.contents[0].file_name + ": ") +
                     delivery.refused->message);
    return told;
  }
  int calls() {
    const std::scoped_lock lock(mutex_);
    return calls_;
  }
  /// Waits until so many were taken; false when that takes too long.
  bool wait_for(std::size_t count, std::chrono::seconds most = std::chrono::seconds(20)) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, most, [&] { return received_.size() >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Received> received_;
  std::vector<receive::Delivery> refused_;
  std::map<std::string, std::string> known_;
  std::vector<std::function<void(receive::Outcome)>> kept_back_;
  int refusals_ = 0, held_ = 0, calls_ = 0;
  bool blocked_ = false;
};

/// Looks at `condition` until it holds; false when that takes too long.
inline bool soon(const std::function<bool()>& condition,
                 std::chrono::milliseconds most = std::chrono::seconds(20)) {
  const auto end = std::chrono::steady_clock::now() + most;
  while (std::chrono::steady_clock::now() < end) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return condition();
}

}  // namespace weighbridge
