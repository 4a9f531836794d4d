// Versions of the policy: listed, proposed, and decided about by a second person (S6).
#pragma once

#include <functional>

#include "gateway/http/message.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

struct PolicyDesk {
  store::Store& store;
  std::function<Instant()> clock;
  /// Another version is in force: it is to be worked by. Throws nothing.
  std::function<void()> changed;
};

/// GET /api/v1/policy/versions: the newest first, without their texts; 50 at once.
http::Response list_policy_versions(const PolicyDesk& desk, const http::Request& request);
/// GET /api/v1/policy/versions/{number}: with its text, and what the caller may decide.
http::Response get_policy_version(const PolicyDesk& desk, const http::Request& request);
/// POST /api/v1/policy/versions {"text", "reason"}: 201, or 422 with every mistake at its place.
http::Response propose_policy(const PolicyDesk& desk, const http::Request& request);
/// POST /api/v1/policy/versions/{number}/decision {"decision", "reason", "over"}: activates,
/// rejects or withdraws. `over` is the number of the version in force that the person saw.
http::Response decide_policy(const PolicyDesk& desk, const http::Request& request);

}  // namespace weighbridge::api
