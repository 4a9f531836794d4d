// A message put into its layers as a partner's settings say, ready to be sent.
#pragma once

#include <string>
#include <vector>

#include "gateway/as2/cms/seal.hpp"
#include "gateway/as2/mdn/mdn.hpp"
#include "gateway/as2/settings.hpp"

namespace weighbridge::as2 {

struct Document {
  spool::Payload bytes;
  std::string file_name, content_type;
};

struct SealedMessage {
  std::vector<std::pair<std::string, std::string>> fields;  ///< Content-Type and the like
  Slice body;
  std::vector<Mic> mics;  ///< that the receiver's MDN may hold
};

/// `signer` may be null where `settings.sign` is empty, `recipient` where `settings.encrypt` is.
/// The same document and settings give the same MICs. Throws std::system_error when the disk fails.
cms::SealResult<SealedMessage> seal_message(const Document& document, const SendSettings& settings,
                                            const Credential* signer, const Credential* recipient,
                                            const spool::SpoolSettings& spool);

}  // namespace weighbridge::as2
