// Receipts and events in our own JSON, looked at before they are taken: who sends them is still on
// the line and can be told every mistake at its place.
#pragma once

#include <optional>

#include "gateway/http/message.hpp"

namespace weighbridge::api {

enum class Sent : unsigned char { receipts, events };

/// Nothing when every value of `body` may be taken; else 422 with all mistakes, or 403 where one
/// is of a supplier or site that the caller may not speak of.
std::optional<http::Response> refuse_documents(Sent what, const spool::Payload& body,
                                               const http::Caller& caller);

}  // namespace weighbridge::api
