// A lock that is given in the order in which it was asked for. With std::mutex, a thread that
// writes one message after the other would keep all others waiting for seconds.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace weighbridge::store::sqlite {

class Turns {
 public:
  void lock() {
    std::unique_lock guard(mutex_);
    const std::uint64_t mine = next_++;
    changed_.wait(guard, [&] { return serving_ == mine; });
  }
  void unlock() {
    {
      const std::lock_guard guard(mutex_);
      ++serving_;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t next_ = 0, serving_ = 0;
};

}  // namespace weighbridge::store::sqlite
