// What is known of the goods: receipts, events, an order with everything said of it, what is still
// to come.
#pragma once

#include "gateway/http/message.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// GET /api/v1/receipts
http::Response list_receipts(store::Store& store, const http::Request& request);
/// GET /api/v1/receipts/{id}
http::Response get_receipt(store::Store& store, const http::Request& request);
/// GET /api/v1/events
http::Response list_events(store::Store& store, const http::Request& request);
/// GET /api/v1/returns: goods sent back to suppliers.
http::Response list_returns(store::Store& store, const http::Request& request);
/// GET /api/v1/orders/{supplier}/{po}
http::Response get_order(store::Store& store, const http::Request& request);
/// GET /api/v1/open-receipts: procurement's view, line by line.
http::Response list_open_receipts(store::Store& store, const http::Request& request);

}  // namespace weighbridge::api
