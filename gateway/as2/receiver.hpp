// AS2 coming in (RFC 4130): POST /as2 and POST /as2/mdn as handlers of the HTTP server. Whatever a
// partner sends gets the MDN it deserves; nothing is thanked for before it is durable.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/as2/settings.hpp"
#include "gateway/deliver/deliverer.hpp"
#include "gateway/http/message.hpp"
#include "gateway/receive/intake.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::as2 {

/// What an outgoing message is remembered by while its async MDN is awaited.
struct SentMessage {
  std::string partner;                                        ///< by its partner file
  std::vector<std::pair<std::string, std::string>> evidence;  ///< of its last try
};

/// The outbox, as far as MDNs go. Both may be called from any thread.
struct SentMessages {
  /// What was sent under an Outbound's id; nothing when nothing was.
  std::function<std::optional<SentMessage>(const std::string& outbound)> find;
  /// The receiver's word on it. False when nothing of that id waits for one.
  std::function<bool(const std::string& outbound, const deliver::Result& result)> confirm;
};

struct ReceiverParts {
  SettingsSource settings;
  std::shared_ptr<receive::Intake> intake;
  spool::SpoolSettings spool;  ///< for what messages unpack to
  std::function<Instant()> clock;
  boost::asio::any_io_executor work;  ///< where cryptography runs: a small pool of threads
  SentMessages sent;                  ///< for async MDNs
  std::function<void(const std::string&)> log{};  ///< one line an event, without payloads
};

/// Handler of POST /as2 and of POST /as2/mdn: what comes says itself whether it is a message or an
/// MDN, and partners send either to either.
http::Handler make_receiver(ReceiverParts parts);

}  // namespace weighbridge::as2
