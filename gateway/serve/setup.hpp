// What a reload swaps, whole: maps, partners, policy, and how each partner is reached.
#pragma once

#include <memory>
#include <vector>

#include "gateway/as2/settings.hpp"
#include "gateway/partners/partner_summary.hpp"
#include "gateway/partners/transports.hpp"
#include "gateway/pipeline/worker.hpp"
#include "gateway/serve/settings.hpp"
#include "gateway/webhooks/webhook.hpp"

namespace weighbridge::serve {

struct Setup {
  std::shared_ptr<const pipeline::ProcessingSetup> processing;
  std::shared_ptr<const as2::Settings> as2;
  partners::Transports transports;
  std::vector<partners::PartnerSummary> partners;
  std::vector<webhooks::Webhook> webhooks;
};

/// Reads the configuration folder over what is built in. Mistakes are added to `errors`; with any
/// of them the setup is not to be used.
Setup read_setup(const Settings& settings, std::vector<TableError>& errors);

}  // namespace weighbridge::serve
