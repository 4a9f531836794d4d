// Transfers between sites and cycle counts, with what is open about them.
#pragma once

#include <functional>
#include <memory>

#include "gateway/http/message.hpp"
#include "gateway/pipeline/worker.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// How stock is judged when it is asked for: by today's policy, as of now.
using CurrentSetup = std::function<std::shared_ptr<const pipeline::ProcessingSetup>()>;

/// GET /api/v1/transfers
http::Response list_transfers(store::Store& store, const pipeline::ProcessingSetup& setup,
                              Instant now, const http::Request& request);
/// GET /api/v1/counts
http::Response list_counts(store::Store& store, const pipeline::ProcessingSetup& setup, Instant now,
                           const http::Request& request);

}  // namespace weighbridge::api
