#include "gateway/receive/pause.hpp"

namespace weighbridge::receive {

bool Pause::wait(std::chrono::milliseconds duration) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, duration, [&] { return stopped_.load(); });
}

void Pause::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

std::chrono::milliseconds jittered(std::chrono::milliseconds duration, std::minstd_rand& random) {
  const auto tenth = duration.count() / 10;
  return duration + std::chrono::milliseconds(
                        std::uniform_int_distribution<std::int64_t>(-tenth, tenth)(random));
}

}  // namespace weighbridge::receive
