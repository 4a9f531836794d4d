// Figures of section 21 over HTTP.
#pragma once

#include "gateway/api/stock.hpp"
#include "gateway/http/message.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// GET /api/v1/kpis
http::Response get_kpis(store::Store& store, const pipeline::ProcessingSetup& setup, Instant now,
                        const http::Request& request);
/// GET /api/v1/suppliers
http::Response list_suppliers(store::Store& store, const http::Request& request);
/// GET /api/v1/suppliers/{id}/scorecard
http::Response get_scorecard(store::Store& store, const pipeline::ProcessingSetup& setup,
                             Instant now, const http::Request& request);

}  // namespace weighbridge::api
