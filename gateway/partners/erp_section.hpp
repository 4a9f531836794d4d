// The section `erp:` of a partner's file (docs/formats/partners.md).
#pragma once

#include <optional>

#include "gateway/erp/connector.hpp"
#include "gateway/partners/partner_channels.hpp"

namespace weighbridge::partners {

/// Nothing when the partner has no such section, or it has mistakes; those are told in `errors`.
std::optional<erp::Connector> erp_section(const PartnerSections& partner,
                                          std::vector<TableError>& errors);

}  // namespace weighbridge::partners
