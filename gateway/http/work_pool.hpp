// The one bridge from coroutines to work that blocks: SQLite, cryptography, files.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/http/message.hpp"

namespace weighbridge::http {

/// A bounded number of threads with a bounded queue before them. Its size is the limit on how much
/// of such work happens at once.
class WorkPool {
 public:
  WorkPool(std::size_t threads, std::size_t queue_max);
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;
  /// Waits for the work that was begun.
  ~WorkPool();

  /// Runs `work` on a thread of the pool and goes on where it was called. What `work` throws is
  /// thrown there. Throws Overloaded at once when the queue is full.
  boost::asio::awaitable<void> run(std::function<void()> work);

  /// For what brings its own coroutines; it is not counted.
  boost::asio::any_io_executor executor();
  /// How much is waiting or running.
  std::size_t pending() const { return pending_; }

 private:
  struct Threads;
  std::unique_ptr<Threads> threads_;
  std::size_t queue_max_;
  std::atomic<std::size_t> pending_{0};
};

/// A handler that blocks, as one that does not: it is run on the pool.
Handler blocking(WorkPool& pool, std::function<Response(const Request&)> handler);

}  // namespace weighbridge::http
