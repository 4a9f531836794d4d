#include "gateway/http/work_pool.hpp"

#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace weighbridge::http {
namespace {

namespace asio = boost::asio;

/// Counts a piece of work for as long as it waits or runs.
class Place {
 public:
  explicit Place(std::atomic<std::size_t>& count) : count_(count) { ++count_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() { --count_; }

 private:
  std::atomic<std::size_t>& count_;
};

asio::awaitable<void> call(std::function<void()> work) {
  work();
  co_return;
}

asio::awaitable<Response> answer_on(WorkPool& pool, std::function<Response(const Request&)> handler,
                                    Request request) {
  Response response;
  std::function<void()> work = [&] { response = handler(request); };
  co_await pool.run(std::move(work));
  co_return response;
}

}  // namespace

struct WorkPool::Threads {
  explicit Threads(std::size_t count) : pool(count) {}
  asio::thread_pool pool;
};

WorkPool::WorkPool(std::size_t threads, std::size_t queue_max)
    : threads_(std::make_unique<Threads>(threads)), queue_max_(queue_max) {}

WorkPool::~WorkPool() {
  threads_->pool.join();
}

asio::any_io_executor WorkPool::executor() {
  return threads_->pool.get_executor();
}

asio::awaitable<void> WorkPool::run(std::function<void()> work) {
  if (pending_ >= queue_max_) throw Overloaded();
  const Place place(pending_);
  co_await asio::co_spawn(threads_->pool, call(std::move(work)), asio::use_awaitable);
}

Handler blocking(WorkPool& pool, std::function<Response(const Request&)> handler) {
  return [&pool, handler = std::move(handler)](Request request) {
    return answer_on(pool, handler, std::move(request));
  };
}

}  // namespace weighbridge::http
