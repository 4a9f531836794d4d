// What the gateway works by, for people to look at: its partners and its policy.
#pragma once

#include <functional>
#include <vector>

#include "gateway/as2/settings.hpp"
#include "gateway/http/message.hpp"
#include "gateway/partners/partner_summary.hpp"
#include "gateway/pipeline/worker.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::api {

/// The partners of today, and every certificate in use, ours too.
struct PartnersView {
  std::vector<partners::PartnerSummary> partners;
  std::vector<as2::Expiry> certificates;
};
using CurrentPartners = std::function<PartnersView()>;

/// GET /api/v1/partners
http::Response list_partners(const PartnersView& view, Instant now, const http::Request& request);
/// GET /api/v1/policy: the policy in force, its tolerances by scope and its text.
http::Response get_policy(const pipeline::ProcessingSetup& setup, const http::Request& request);

}  // namespace weighbridge::api
