// A kept message as `weighbridge inspect` tells it, for whoever looks at it in a page.
#pragma once

#include "gateway/api/stock.hpp"
#include "gateway/http/message.hpp"
#include "gateway/spool/payload.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// GET /api/v1/messages/{id}/inspection: what the kept bytes say by today's maps, each document
/// with its tree and with what the map took, both by their offset in the message. Nothing is
/// recorded, and nothing leaves: the acknowledgment is the one that would.
http::Response get_message_inspection(store::Store& store, const spool::SpoolSettings& spool,
                                      const pipeline::ProcessingSetup& setup, Instant now,
                                      const http::Request& request);

}  // namespace weighbridge::api
