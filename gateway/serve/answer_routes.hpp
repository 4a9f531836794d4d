// Which way answers to a partner go.
#pragma once

#include <string>
#include <vector>

#include "gateway/partners/partner_channels.hpp"
#include "gateway/pipeline/worker.hpp"

namespace weighbridge::serve {

/// The partners with the ways that lead to them, in the order of their files.
class AnswerRoutes {
 public:
  /// Reads `answers: {channel: as2}` and which channels a partner has. Mistakes are told.
  AnswerRoutes(const std::vector<partners::PartnerSections>& partners,
               std::vector<TableError>& errors);

  /// The partner that is named, else the one that sends under `sender` ("ZZ:ACME" or "ACME"). The
  /// channel is the one of `answers`, else the one that the message came by, else the partner's
  /// first in the order as2, sftp, ftps, folder, http. Empty: the answer waits to be fetched.
  pipeline::AnswerRoute route(const std::string& partner, const std::string& channel,
                              const std::string& sender) const;

 private:
  struct Ways {
    std::string partner;
    std::vector<std::string> senders, channels;
    std::string chosen;
  };
  const Ways* find(const std::string& partner, const std::string& sender) const;

  std::vector<Ways> all_;
};

}  // namespace weighbridge::serve
