// Where something came from and what came of it, in one question (M-20.2), and the evidence of a
// case in one file.
#pragma once

#include <functional>

#include "gateway/http/message.hpp"
#include "gateway/spool/payload.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// Signs the ledger as it is, where the gateway has a key; else does nothing.
using SignLedger = std::function<void()>;

/// GET /api/v1/lineage?object=
http::Response get_lineage(store::Store& store, const http::Request& request);
/// GET /api/v1/cases/{id}/pack
http::Response get_case_pack(store::Store& store, const SignLedger& sign,
                             const spool::SpoolSettings& spool, const http::Request& request);

}  // namespace weighbridge::api
