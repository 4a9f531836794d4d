// The message monitor: what came in, how far it got, its bytes, and once more.
#pragma once

#include <functional>

#include "gateway/http/message.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// GET /api/v1/messages
http::Response list_messages(store::Store& store, const http::Request& request);
/// GET /api/v1/messages/{id}: with its documents and what they were refused for.
http::Response get_message(store::Store& store, const http::Request& request);
/// GET /api/v1/messages/{id}/raw: the bytes as they came. Large ones go over `spool`.
http::Response get_message_bytes(store::Store& store, const spool::SpoolSettings& spool,
                                 const http::Request& request);

/// Puts a message back to work; why not, or nothing.
using Replay =
    std::function<std::optional<std::string>(const std::string& message, const std::string& who)>;
/// POST /api/v1/messages/{id}/replay; once for each Idempotency-Key.
http::Response replay_message(store::Store& store, const Replay& replay, Instant now,
                              const http::Request& request);

}  // namespace weighbridge::api
