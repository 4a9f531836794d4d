// Which way the answers to a partner's messages take: `answers:` of its partner file.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gateway/partners/partner_channels.hpp"
#include "gateway/pipeline/worker.hpp"

namespace weighbridge::partners {

/// `answers: as2` names one of the partner's channels (as2, folder, sftp, ftps, http), `answers:
/// kept` none: they wait to be fetched through the API. Where the key is left out, the channel by
/// which the message came leads back, and for what came by `http` or `erp` the first channel that
/// the partner's file has. The partner is the one that the channel knew, else the one whose
/// `sender` the interchange names. Mistakes are told in `errors`.
std::function<pipeline::AnswerRoute(const std::string& partner, const std::string& channel,
                                    const std::string& sender)>
answer_routes(const std::vector<PartnerSections>& partners, std::vector<TableError>& errors);

}  // namespace weighbridge::partners
