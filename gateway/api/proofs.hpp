// The ledger as somebody sees it who does not trust us: its signed head, and proofs that lead from
// an entry, or from an earlier head, to it.
#pragma once

#include <optional>

#include "cases/checkpoint.hpp"
#include "gateway/http/message.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// GET /api/v1/ledger/checkpoint: the newest signed head, with how long the ledger is by now.
http::Response get_ledger_checkpoint(store::Store& store, const http::Request& request);
/// GET /api/v1/ledger/proof: with `entry` the proof that the newest head covers it
/// (weighbridge.proof/1); with `from` that nothing was changed between two lengths.
http::Response get_ledger_proof(store::Store& store, const http::Request& request);
/// GET /api/v1/ledger/verification: every entry hashed anew, and every kept subtree and signed head
/// held against them. `key` is that of the heads; without one their signatures are not looked at,
/// and the answer says so.
http::Response verify_ledger(store::Store& store, const std::optional<cases::VerifierKey>& key,
                             const http::Request& request);

}  // namespace weighbridge::api
