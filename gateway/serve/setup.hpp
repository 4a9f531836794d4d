// What a reload swaps, whole: maps, partners, policy, and how each partner is reached.
#pragma once

#include <memory>
#include <string>
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

/// The same, judging by the policy of that text; empty: the standard one. What a new release no
/// longer reads is a mistake in `errors`, and policy.yaml can take its place.
void use_policy(Setup& setup, const std::string& text, std::vector<TableError>& errors);

}  // namespace weighbridge::serve
