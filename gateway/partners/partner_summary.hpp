// Who the partners are and how each is reached, for people to look at: nothing of it is secret.
#pragma once

#include <string>
#include <vector>

#include "gateway/partners/partner_channels.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge::partners {

struct PartnerMap {
  std::string id, version;  ///< "x12-856", "1.0.0"
};

struct PartnerSummary {
  std::string name, version;         ///< of its file
  std::string supplier;              ///< our id of it; empty: its documents say
  std::vector<std::string> senders;  ///< that it sends under
  std::vector<std::string> channels;
  std::vector<PartnerMap> maps;  ///< of its own; the others are everybody's
};

/// By name. `tables` were compiled from the same files.
std::vector<PartnerSummary> partner_summaries(const std::vector<PartnerSections>& partners,
                                              const ReaderTables& tables);

}  // namespace weighbridge::partners
