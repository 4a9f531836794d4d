// AS2 going out: messages to partners (channel "as2") and the async MDNs that they asked for
// (channel "mdn"), over libcurl, streamed from and to the spool.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/as2/settings.hpp"
#include "gateway/deliver/deliverer.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::as2 {

struct SenderParts {
  SettingsSource settings;
  spool::SpoolSettings spool;
  std::function<Instant()> clock;
};

/// For channel "as2". A message keeps its Message-ID, made from Outbound::id, over all tries. It is
/// Delivered only by an MDN with that id, the right MIC, a positive disposition and, where one was
/// asked for, a valid signature; everything else is Failed and says what was wrong. With async
/// MDNs it is AwaitsReceipt.
std::unique_ptr<deliver::Deliverer> make_sender(SenderParts parts);

/// For channel "mdn": brings what make_receiver() put into the outbox. Goes only where a partner's
/// settings or public addresses allow.
std::unique_ptr<deliver::Deliverer> make_mdn_sender(SenderParts parts);

/// The Message-ID of an outbound message, and back; nothing for those that are not ours.
std::string message_id_of(const std::string& outbound, const std::string& host);
std::optional<std::string> outbound_of(std::string_view message_id);

}  // namespace weighbridge::as2
