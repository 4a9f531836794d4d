#include "gateway/as2/receiver.hpp"

#include <exception>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/as2/mdn_reception.hpp"
#include "gateway/as2/reception.hpp"
#include "gateway/receive/awaited_intake.hpp"

namespace weighbridge::as2 {
namespace {

namespace asio = boost::asio;

/// Our own fault, or nobody's: the sender keeps its message and tries again; no MDN says that it
/// was bad.
http::Response try_again(std::chrono::seconds after, const std::string& why) {
  http::Response response;
  response.status = 503;
  response.fields.add("Retry-After", std::to_string(after.count()));
  response.fields.add("Content-Type", "text/plain; charset=utf-8");
  response.body = why + "\n";
  return response;
}

http::Response not_allowed() {
  http::Response response;
  response.status = 405;
  response.fields.add("Allow", "POST");
  return response;
}

class Receiver {
 public:
  explicit Receiver(ReceiverParts parts) : parts_(std::move(parts)) {}

  /// On the pool for cryptography: what to do with the request. What the world does is a 503.
  Reception decide(const http::Request& request) const {
    try {
      const auto settings = parts_.settings();
      if (receives_mdn(request))
        return ToAnswer{receive_mdn(request, *settings, parts_.spool, parts_.sent, parts_.log)};
      return receive_message(request, {*settings, parts_.spool, *parts_.intake, parts_.clock()});
    } catch (const std::exception& world) {
      log(std::string("an AS2 message could not be read: ") + world.what());
      return ToAnswer{try_again(std::chrono::seconds(60), "cannot take messages at the moment")};
    }
  }

  http::Response answer(const receive::Outcome& outcome, ToTake& take) const {
    if (const auto* no = std::get_if<receive::NotTaken>(&outcome))
      return try_again(no->retry_after, "cannot take messages at the moment");
    const auto& taken = std::get<receive::Taken>(outcome);
    if (!taken.repeated || take.asynchronous) return std::move(take.response);
    return receipt_response(taken.answer);
  }

  const ReceiverParts& parts() const { return parts_; }

  void log(const std::string& line) const {
    if (parts_.log) parts_.log(line);
  }

 private:
  ReceiverParts parts_;
};

asio::awaitable<Reception> decide(std::shared_ptr<const Receiver> receiver,
                                  std::shared_ptr<const http::Request> request) {
  co_return receiver->decide(*request);
}

asio::awaitable<http::Response> receive(std::shared_ptr<const Receiver> receiver,
                                        http::Request message) {
  if (message.method != "POST") co_return not_allowed();
  const auto request = std::make_shared<const http::Request>(std::move(message));
  Reception reception = co_await asio::co_spawn(receiver->parts().work, decide(receiver, request),
                                                asio::use_awaitable);
  if (auto* ready = std::get_if<ToAnswer>(&reception)) co_return std::move(ready->response);
  auto& to_take = std::get<ToTake>(reception);
  if (to_take.delivery.refused)
    receiver->log("AS2 message " + to_take.delivery.key + " refused: " +
                  to_take.delivery.refused->code + ": " + to_take.delivery.refused->message);
  receive::Delivery delivery = std::move(to_take.delivery);
  const receive::Outcome outcome = co_await take(*receiver->parts().intake, std::move(delivery));
  co_return receiver->answer(outcome, to_take);
}

}  // namespace

http::Handler make_receiver(ReceiverParts parts) {
  auto receiver = std::make_shared<const Receiver>(std::move(parts));
  return [receiver](http::Request request) { return receive(receiver, std::move(request)); };
}

}  // namespace weighbridge::as2
