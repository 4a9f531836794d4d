#include "gateway/erp/circuit_breaker.hpp"

#include <algorithm>

namespace weighbridge::erp {

std::optional<std::chrono::seconds> CircuitBreaker::wait(Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  if (!open_until_) return std::nullopt;
  if (now >= *open_until_ && !trying_) {
    trying_ = true;
    return std::nullopt;
  }
  const auto left = std::chrono::ceil<std::chrono::seconds>(*open_until_ - now);
  return std::max(left, std::chrono::seconds(1));
}

void CircuitBreaker::succeeded() {
  const std::scoped_lock lock(mutex_);
  failures_ = 0;
  next_rest_ = rest_;
  open_until_.reset();
  trying_ = false;
}

void CircuitBreaker::failed(Clock::time_point now) {
  const std::scoped_lock lock(mutex_);
  ++failures_;
  if (!trying_ && (open_until_ || failures_ < failures_max_)) return;
  open_until_ = now + next_rest_;
  next_rest_ = std::min(next_rest_ * 2, kRestMax);
  trying_ = false;
}

}  // namespace weighbridge::erp
