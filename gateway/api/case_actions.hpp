// What people do with cases over HTTP: one action on one case, or on many, each for itself.
#pragma once

#include <functional>
#include <memory>

#include "gateway/api/stock.hpp"
#include "gateway/casework/reference_cache.hpp"
#include "gateway/http/message.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// What the case work over HTTP leans on; all must outlive it.
struct CaseDesk {
  store::Store& store;
  CurrentSetup setup;
  std::function<Instant()> clock;
  std::function<void()> acted;  ///< there may be something to send; may be empty
  std::shared_ptr<casework::ReferenceCache> reference =
      std::make_shared<casework::ReferenceCache>();
};

/// POST /api/v1/cases/{id}/actions. If-Match names the version that the caller saw: 412 when it is
/// another one by now, 428 without, except for what only adds. 403, 409 or 422 with the `rule` that
/// stands against it; each of those is in the ledger.
http::Response act_on_case(const CaseDesk& desk, const http::Request& request);
/// POST /api/v1/cases/actions: one action on up to 200 cases, each with its own result: what one is
/// refused, the others are not. All is one transaction, which its Idempotency-Key covers.
http::Response act_on_cases(const CaseDesk& desk, const http::Request& request);
/// GET /api/v1/cases/{id}: with its history, what is done with it and what this caller may do.
http::Response get_case(const CaseDesk& desk, const http::Request& request);
/// GET /api/v1/cases/{id}/attachments/{number}: its bytes, always to be saved.
http::Response get_attachment(store::Store& store, const http::Request& request);

/// Whether the caller may know of the case at all. Where nothing says at which site it belongs, the
/// supplier decides.
bool may_see(const http::Caller& caller, const cases::Case& value);
/// A supplier sees what does not agree, and nothing of what is thought or decided about it.
bool is_outside(const http::Caller& caller);

}  // namespace weighbridge::api
