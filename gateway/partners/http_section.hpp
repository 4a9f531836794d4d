// The section `http:` of a partner's file, and what it has in common with `erp:`
// (docs/formats/partners.md).
#pragma once

#include <optional>
#include <string>

#include "gateway/deliver/http_push.hpp"
#include "gateway/partners/partner_channels.hpp"
#include "gateway/partners/section_reader.hpp"

namespace weighbridge::partners {

/// Nothing when the partner has no such section, or it has mistakes; those are told in `errors`.
std::optional<deliver::HttpTarget> http_section(const PartnerSections& partner,
                                                std::vector<TableError>& errors);

/// `auth`, `network`, `ca_file`, `pin` and the limits of one HTTP server.
curl::HttpPeer read_http_peer(SectionReader& section);
/// `url`: https, or http within our own network.
std::string read_url(SectionReader& section, const curl::HttpPeer& peer);

}  // namespace weighbridge::partners
