// For threads that hand in several deliveries and then wait for what became of them.
#pragma once

#include <future>
#include <memory>
#include <utility>

#include "gateway/receive/intake.hpp"

namespace weighbridge::receive {

/// Hands in without waiting.
inline std::future<Outcome> hand_in(Intake& intake, Delivery delivery) {
  auto promise = std::make_shared<std::promise<Outcome>>();
  std::future<Outcome> outcome = promise->get_future();
  intake.take(std::move(delivery),
              [promise](Outcome became) { promise->set_value(std::move(became)); });
  return outcome;
}

}  // namespace weighbridge::receive
