#include "gateway/api/stream.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/api/access.hpp"
#include "gateway/api/case_actions.hpp"
#include "gateway/api/operations.hpp"
#include "gateway/http/problem.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::api {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using http::Problem;
using http::Request;
using http::Response;

constexpr std::chrono::milliseconds kPoll{500};
/// A connection that is dead is found out by writing to it.
constexpr std::chrono::seconds kHeartbeat{15};
constexpr std::chrono::seconds kAdmittedAgain{5};
constexpr std::size_t kEntriesAtOnce = 500;
/// Who is further behind reads the lists again: that is quicker.
constexpr std::uint64_t kBehindMax = 10'000;
constexpr std::size_t kStreamsMax = 256;
constexpr std::size_t kStreamsOfOneMax = 16;

/// How many streams are open, in all and of each caller.
class OpenStreams {
 public:
  bool enter(const std::string& caller) {
    const std::lock_guard lock(mutex_);
    if (all_ >= kStreamsMax || of_one_[caller] >= kStreamsOfOneMax) return false;
    ++all_;
    ++of_one_[caller];
    return true;
  }
  void leave(const std::string& caller) {
    const std::lock_guard lock(mutex_);
    --all_;
    if (--of_one_[caller] == 0) of_one_.erase(caller);
  }

 private:
  std::mutex mutex_;
  std::size_t all_ = 0;
  std::map<std::string, std::size_t> of_one_;
};

/// A place among the open streams, for as long as it lives.
class Place {
 public:
  Place(std::shared_ptr<OpenStreams> streams, std::string caller)
      : streams_(std::move(streams)), caller_(std::move(caller)) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() { streams_->leave(caller_); }

 private:
  std::shared_ptr<OpenStreams> streams_;
  std::string caller_;
};

bool may(const http::Caller& caller, std::string_view operation) {
  const Operation* found = find_operation(operation);
  return found != nullptr && allows(*found, caller);
}

/// What one listener has been told and may be told.
class Listener {
 public:
  Listener(store::Store& store, Request head, std::uint64_t position)
      : store_(store), head_(std::move(head)), position_(position) {}

  const Request& head() const { return head_; }
  void use(http::Caller caller) { head_.caller = std::move(caller); }

  /// The events since the last time; empty when there are none.
  std::string news() {
    std::string text;
    store_.read([&](store::Reader& reader) {
      text.clear();
      const std::uint64_t end = reader.ledger_head().count;
      if (end - std::min(position_, end) > kBehindMax) {
        position_ = end;
        text = "id: " + std::to_string(end) + "\nevent: reload\ndata: {}\n\n";
        return;
      }
      std::size_t read = 0;
      reader.ledger(position_, [&](const cases::LedgerEntry& entry) {
        position_ = entry.sequence;
        tell(entry, reader, text);
        return ++read < kEntriesAtOnce;
      });
    });
    return text;
  }

 private:
  void tell(const cases::LedgerEntry& entry, store::Reader& reader, std::string& text) const {
    const bool of_case = entry.action.starts_with("case.");
    const bool of_message = entry.action.starts_with("message.");
    if (of_case ? !may_see_case(entry.object, reader)
                : !of_message || !may(head_.caller, "list_messages"))
      return;
    text += "id: " + std::to_string(entry.sequence);
    text += of_case ? "\nevent: case\ndata: " : "\nevent: message\ndata: ";
    json::Writer json(text);
    json.begin_object().member("id", entry.object).member("action", entry.action);
    json.member("at", to_string(entry.at)).end_object();
    text += "\n\n";
  }

  bool may_see_case(const std::string& id, store::Reader& reader) const {
    if (!may(head_.caller, "list_cases")) return false;
    if (!is_scoped(head_.caller)) return true;
    const auto found = reader.find_case(id);
    return found && may_see(head_.caller, *found);
  }

  store::Store& store_;
  Request head_;
  std::uint64_t position_;
};

/// What the coroutine of a stream needs from one piece to the next.
struct Stream {
  Listener listener;
  std::unique_ptr<Place> place;
  http::WorkPool& pool;
  AdmitAgain admit;
  Clock::time_point admitted = Clock::now(), written{};
};

asio::awaitable<bool> still_admitted(std::shared_ptr<Stream> stream) {
  if (Clock::now() - stream->admitted < kAdmittedAgain) co_return true;
  auto decision = co_await stream->admit(stream->listener.head());
  auto* admission = std::get_if<http::Admission>(&decision);
  if (admission == nullptr) co_return false;
  stream->listener.use(std::move(admission->caller));
  stream->admitted = Clock::now();
  co_return true;
}

asio::awaitable<std::optional<std::string>> next_piece(std::shared_ptr<Stream> stream) {
  if (stream->written == Clock::time_point()) {
    stream->written = Clock::now();
    co_return "retry: 3000\n\n";
  }
  asio::steady_timer timer(co_await asio::this_coro::executor, kPoll);
  co_await timer.async_wait(asio::use_awaitable);
  const bool admitted = co_await still_admitted(stream);
  if (!admitted) co_return std::nullopt;
  std::string news;
  bool over = false;
  std::function<void()> work = [&] { news = stream->listener.news(); };
  try {
    co_await stream->pool.run(std::move(work));
  } catch (const http::Overloaded&) {  // the next time
  } catch (const store::StoreError&) {
    over = true;
  }
  if (over) co_return std::nullopt;
  if (news.empty() && Clock::now() - stream->written >= kHeartbeat) news = ":\n\n";
  if (!news.empty()) stream->written = Clock::now();
  co_return news;
}

/// Where to go on: behind what the client has seen, else with what happens from now on.
std::optional<std::uint64_t> seen_by(const Request& request) {
  const std::string_view text = request.fields["Last-Event-ID"];
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

asio::awaitable<Response> open_stream(store::Store* store, http::WorkPool* pool, AdmitAgain admit,
                                      std::shared_ptr<OpenStreams> streams, Request request) {
  if (!streams->enter(request.caller.name))
    co_return http::problem_response(Problem::busy,
                                     "there are too many open streams; close some of yours");
  auto place = std::make_unique<Place>(streams, request.caller.name);
  std::uint64_t head = 0;
  std::function<void()> work = [&] {
    store->read([&](store::Reader& reader) { head = reader.ledger_head().count; });
  };
  co_await pool->run(std::move(work));
  const std::uint64_t position = std::min(seen_by(request).value_or(head), head);
  auto stream = std::shared_ptr<Stream>(new Stream{Listener(*store, std::move(request), position),
                                                   std::move(place), *pool, std::move(admit)});
  Response response;
  response.fields.add("Content-Type", "text/event-stream");
  response.fields.add("X-Accel-Buffering", "no");
  response.stream = [stream] { return next_piece(stream); };
  co_return response;
}

}  // namespace

http::Handler stream_changes(store::Store& store, http::WorkPool& pool, AdmitAgain admit) {
  const auto streams = std::make_shared<OpenStreams>();
  return [&store, &pool, admit = std::move(admit), streams](Request request) {
    return open_stream(&store, &pool, admit, streams, std::move(request));
  };
}

}  // namespace weighbridge::api
