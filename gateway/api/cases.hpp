// Cases and the ledger, to read.
#pragma once

#include <functional>

#include "gateway/http/message.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// GET /api/v1/cases; `age` counts from `now`.
http::Response list_cases(store::Store& store, Instant now, const http::Request& request);
/// GET /api/v1/ledger?after=: entries in order, as they were hashed.
http::Response list_ledger(store::Store& store, const http::Request& request);

}  // namespace weighbridge::api
