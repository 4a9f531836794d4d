#include "gateway/people/throttle.hpp"

#include <algorithm>

namespace weighbridge::people {
namespace {

constexpr std::chrono::seconds kWaitMax{300};
constexpr std::chrono::hours kForgotten{1};
constexpr std::size_t kKeysMax = 10'000;

}  // namespace

std::optional<std::chrono::seconds> Throttle::wait(const std::string& key, Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = failures_.find(key);
  if (found == failures_.end() || found->second.until <= now) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(found->second.until - now);
}

std::chrono::seconds Throttle::failed(const std::string& key, Time now) {
  const std::lock_guard lock(mutex_);
  if (failures_.size() >= kKeysMax && failures_.find(key) == failures_.end()) make_room(now);
  Failures& of_key = failures_[key];
  if (now - of_key.last > kForgotten) of_key.count = 0;
  of_key.last = now;
  ++of_key.count;
  std::chrono::seconds wait{0};
  if (of_key.count > free_) {
    const std::uint32_t doublings = std::min<std::uint32_t>(of_key.count - free_ - 1, 16);
    wait = std::min(kWaitMax, std::chrono::seconds{1LL << doublings});
  }
  of_key.until = now + wait;
  return wait;
}

void Throttle::succeeded(const std::string& key) {
  const std::lock_guard lock(mutex_);
  failures_.erase(key);
}

void Throttle::make_room(Time now) {
  for (auto it = failures_.begin(); it != failures_.end();)
    it = now - it->second.last > kForgotten ? failures_.erase(it) : std::next(it);
  if (failures_.size() < kKeysMax) return;
  // Whoever invents names to be forgotten under them loses these, not the ones that were tried
  // often.
  failures_.erase(std::min_element(
      failures_.begin(), failures_.end(),
      [](const auto& a, const auto& b) { return a.second.count < b.second.count; }));
}

}  // namespace weighbridge::people
