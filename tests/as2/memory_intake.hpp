// An intake that keeps its promise in memory, for as long as a test lasts.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "gateway/receive/intake.hpp"

namespace weighbridge::as2::tests {

class MemoryIntake final : public receive::Intake {
 public:
  void take(receive::Delivery delivery, std::function<void(receive::Outcome)> done) override {
    done(take_now(std::move(delivery)));
  }
  std::optional<receive::Taken> known(const std::string&, const std::string& partner,
                                      const std::string& key) override {
    const std::lock_guard lock(mutex_);
    const auto found = answers_.find({partner, key});
    if (found == answers_.end()) return std::nullopt;
    return receive::Taken{"D", {}, true, found->second};
  }

  bool full = false;
  std::vector<receive::Delivery> taken, refused;
  int resent = 0;  ///< deliveries that came again, whose MDN would be sent once more

 private:
  receive::Outcome take_now(receive::Delivery delivery) {
    const std::lock_guard lock(mutex_);
    if (full)
      return receive::NotTaken{receive::NotTaken::Why::full, std::chrono::seconds(7), "full"};
    if (delivery.refused) {
      refused.push_back(std::move(delivery));
      return receive::Taken{"R", {}, false, refused.back().answer};
    }
    const std::pair key(delivery.partner, delivery.key);
    if (const auto found = answers_.find(key); found != answers_.end()) {
      ++resent;
      return receive::Taken{"D", {}, true, found->second};
    }
    answers_[key] = delivery.answer;
    taken.push_back(std::move(delivery));
    return receive::Taken{"D", {"m"}, false, taken.back().answer};
  }

  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::string> answers_;
};

}  // namespace weighbridge::as2::tests
