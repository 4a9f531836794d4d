// The intake, for coroutines.
#pragma once

#include <memory>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/receive/intake.hpp"

namespace weighbridge::receive {

/// Hands a delivery to the intake and waits for its commit, without a thread that waits. `intake`
/// must outlive it.
inline boost::asio::awaitable<Outcome> take(Intake& intake, Delivery delivery) {
  namespace asio = boost::asio;
  auto begin = [&intake, handed = std::move(delivery)](auto handler) mutable {
    auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
    intake.take(std::move(handed), [waiting](Outcome outcome) {
      const auto executor = asio::get_associated_executor(*waiting);
      asio::post(executor, [waiting, outcome = std::move(outcome)]() mutable {
        std::move (*waiting)(std::move(outcome));
      });
    });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(Outcome)>(
      std::move(begin), asio::use_awaitable);
}

}  // namespace weighbridge::receive
