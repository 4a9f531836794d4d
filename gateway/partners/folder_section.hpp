// The section `folder:` of a partner's file (docs/formats/partners.md).
#pragma once

#include <optional>

#include "gateway/partners/partner_channels.hpp"
#include "gateway/receive/folder.hpp"

namespace weighbridge::partners {

/// Nothing when the partner has no such section, or it has mistakes; those are told in `errors`.
std::optional<receive::DropFolder> folder_section(const PartnerSections& partner,
                                                  std::vector<TableError>& errors);

}  // namespace weighbridge::partners
