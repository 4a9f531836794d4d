// What is to be done with a request at /as2, decided on one thread without touching anything but
// the spool: the delivery to hand in, and what to answer when it has become durable.
#pragma once

#include <string>
#include <variant>

#include "gateway/as2/receipt.hpp"
#include "gateway/as2/settings.hpp"
#include "gateway/http/message.hpp"
#include "gateway/receive/intake.hpp"

namespace weighbridge::as2 {

/// Hand in, then answer.
struct ToTake {
  receive::Delivery delivery;
  http::Response response;    ///< for a delivery that was not there before
  bool asynchronous = false;  ///< the MDN goes its own way, so the response holds none
};
/// Answer; there is nothing to hand in.
struct ToAnswer {
  http::Response response;
};
using Reception = std::variant<ToAnswer, ToTake>;

struct ReceptionContext {
  const Settings& settings;
  const spool::SpoolSettings& spool;
  receive::Intake& intake;  ///< asked for what is known already
  Instant now{};
};

/// Throws std::system_error when the disk fails.
Reception receive_message(const http::Request& request, const ReceptionContext& context);

}  // namespace weighbridge::as2
