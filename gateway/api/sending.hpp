// What machines send: raw messages, canonical receipts, inventory events. 202 comes when it is
// durable, and only then.
#pragma once

#include <functional>
#include <memory>

#include "gateway/http/message.hpp"
#include "gateway/http/work_pool.hpp"
#include "gateway/receive/intake.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

struct SendingParts {
  receive::Intake& intake;
  http::WorkPool& pool;
};

/// POST /api/v1/messages: any bytes; what they are is found out later.
http::Handler send_message(SendingParts parts);
/// POST /api/v1/receipts and /events: our JSON, one value or several, checked before it is taken.
/// One mistake, and nothing of the body is taken.
http::Handler send_receipts(SendingParts parts);
http::Handler send_events(SendingParts parts);

}  // namespace weighbridge::api
