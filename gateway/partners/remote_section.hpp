// The sections `sftp:` and `ftps:` of a partner's file (docs/formats/partners.md).
#pragma once

#include <optional>

#include "gateway/curl/remote_server.hpp"
#include "gateway/partners/partner_channels.hpp"

namespace weighbridge::partners {

/// Nothing when the partner has no such section, or it has mistakes; those are told in `errors`.
std::optional<curl::RemoteServer> remote_section(const PartnerSections& partner,
                                                 curl::RemoteKind kind,
                                                 std::vector<TableError>& errors);

}  // namespace weighbridge::partners
