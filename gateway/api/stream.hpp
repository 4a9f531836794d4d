// Cases and messages as they change, told to whoever listens: server-sent events.
#pragma once

#include <functional>
#include <variant>

#include "gateway/http/message.hpp"
#include "gateway/http/work_pool.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// Who may still listen: the same question that was asked when the stream was opened.
using AdmitAgain =
    std::function<boost::asio::awaitable<std::variant<http::Admission, http::Denied>>(
        const http::Request& head)>;

/// GET /api/v1/stream. Events are entries of the ledger under their sequence, so that Last-Event-ID
/// goes on where somebody stopped. It ends when the caller may listen no longer. `store` and `pool`
/// must outlive the server.
http::Handler stream_changes(store::Store& store, http::WorkPool& pool, AdmitAgain admit);

}  // namespace weighbridge::api
