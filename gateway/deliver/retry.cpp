#include "gateway/deliver/retry.hpp"

#include <array>

namespace weighbridge::deliver {

namespace {

constexpr std::array kDelays{std::chrono::minutes{1}, std::chrono::minutes{5},
                             std::chrono::minutes{15}, std::chrono::minutes{60},
                             std::chrono::minutes{240}};
constexpr std::int64_t kJitterPercent = 20;

}  // namespace

RetryTimes::RetryTimes(std::uint64_t seed) : random_(seed != 0 ? seed : std::random_device{}()) {}

std::optional<std::chrono::seconds> RetryTimes::after(unsigned failed) {
  if (failed == 0 || failed > kDelays.size()) return std::nullopt;
  const std::chrono::seconds delay = kDelays[failed - 1];
  std::uniform_int_distribution<std::int64_t> percent(100 - kJitterPercent, 100 + kJitterPercent);
  return delay * percent(random_) / 100;
}

std::optional<Instant> Breakers::resting(const std::string& receiver, Instant now) const {
  const auto at = failures_.find(receiver);
  if (at == failures_.end() || at->second.in_a_row < after_) return std::nullopt;
  const Instant until = at->second.last + rest_;
  if (until <= now) return std::nullopt;
  return until;
}

void Breakers::failed(const std::string& receiver, Instant now) {
  Failures& failures = failures_[receiver];
  ++failures.in_a_row;
  failures.last = now;
}

std::vector<std::string> Breakers::all_resting(Instant now) const {
  std::vector<std::string> found;
  for (const auto& [receiver, failures] : failures_)
    if (resting(receiver, now)) found.push_back(receiver);
  return found;
}

}  // namespace weighbridge::deliver
