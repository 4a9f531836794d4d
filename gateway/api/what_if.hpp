// What another policy would make of everything that the store holds.
#pragma once

#include <vector>

#include "gateway/api/stock.hpp"
#include "gateway/http/message.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// POST /api/v1/policy/what-if: the body is a policy.yaml. Judges all evidence by it and by the
/// policy in force, and tells what would differ. Nothing is recorded.
http::Response ask_what_if(store::Store& store, const pipeline::ProcessingSetup& setup, Instant now,
                           const http::Request& request);

/// 422 with every mistake of a policy at its place, each with its mend.
http::Response refuse_policy(const std::vector<TableError>& errors);

}  // namespace weighbridge::api
