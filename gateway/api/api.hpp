// All routes of the gateway, made from the table of operations.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cases/checkpoint.hpp"
#include "gateway/api/configuration.hpp"
#include "gateway/api/health.hpp"
#include "gateway/api/lineage.hpp"
#include "gateway/api/messages.hpp"
#include "gateway/api/running.hpp"
#include "gateway/api/stock.hpp"
#include "gateway/api/stream.hpp"
#include "gateway/http/router.hpp"
#include "gateway/http/work_pool.hpp"
#include "gateway/receive/intake.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// Bytes that a body may have, by what it holds.
struct BodyLimits {
  std::uint64_t message = 0, documents = 0, as2 = 0;
};

struct ApiParts {
  store::Store& store;
  receive::Intake& intake;
  http::WorkPool& pool;
  operate::Metrics& metrics;
  spool::SpoolSettings spool;
  BodyLimits limits;
  std::function<Instant()> clock;
  Replay replay;
  CurrentSetup setup;
  CurrentPartners partners;
  Running running;
  AdmitAgain admit;
  SignLedger sign_ledger;
  std::optional<cases::VerifierKey> ledger_key;  ///< of the heads that it signs
  std::vector<Readiness> readiness;
  std::function<void()> policy_changed;  ///< another version of the policy is in force
  std::function<void()> acted;           ///< a person did something that may have to be sent
  /// What other parts of the gateway answer, by operation: receive_as2, receive_mdn.
  std::map<std::string, http::Handler, std::less<>> others;
};

/// What `parts` refers to must outlive the routes. An operation that nobody answers has no route.
std::vector<http::Route> api_routes(ApiParts parts);

}  // namespace weighbridge::api
