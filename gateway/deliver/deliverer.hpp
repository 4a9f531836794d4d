// What leaves the house. Every effect on the outside is a row of the outbox, written in the commit
// that decided it; a deliverer brings one such row to its receiver and says what became of it.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/spool/payload.hpp"

namespace weighbridge::deliver {

/// One thing to be sent. It keeps its id over all tries and restarts: receivers can tell a
/// repetition by it (AS2 Message-ID, Idempotency-Key, file name).
struct Outbound {
  std::string id;       ///< stable and unique for ever
  std::string channel;  ///< as2, folder, sftp, ftps, http, mdn
  std::string partner;  ///< by its partner file
  std::string kind;     ///< 997, CONTRL, 824, APERAK, MDN, posting, hold ...
  std::string file_name, content_type;
  std::string url;           ///< where it goes, when that is said by what it answers (async MDN)
  std::string in_answer_to;  ///< delivery or message that it answers; may be empty
  spool::Payload bytes;
  unsigned tries = 0;  ///< that have failed so far
  /// Makes evidence durable before the message leaves: a fast receiver's asynchronous receipt comes
  /// before deliver() has returned, and must find what it is judged by.
  std::function<void(const std::vector<std::pair<std::string, std::string>>&)> keep_evidence{};
};

/// Brought, and the receiver said so as far as the channel has a way to say it.
struct Delivered {
  std::vector<std::pair<std::string, std::string>> evidence;  ///< MDN, status, host key ...
};
/// Sent, but the receiver's word is still to come (async MDN); unconfirmed until it does.
struct AwaitsReceipt {
  std::chrono::seconds until{};  ///< from now on; then it is tried again under the same id
  std::vector<std::pair<std::string, std::string>> evidence;
};
/// Not brought. Transient ones are tried again: 1, 5, 15, 60, 240 min (spec section 20).
struct Failed {
  bool transient = true;
  std::string error_class;  ///< TRANSPORT, DOWNSTREAM, ENVELOPE
  std::string message, mend;
  std::optional<std::chrono::seconds> retry_after{};  ///< when the receiver said so
  std::vector<std::pair<std::string, std::string>> evidence{};
};

using Result = std::variant<Delivered, AwaitsReceipt, Failed>;

/// One channel's way out.
class Deliverer {
 public:
  virtual ~Deliverer() = default;
  /// Tries once. Called on a worker thread that may block (within the channel's own deadlines); may
  /// be called for several messages at once. Throws nothing for what the world does.
  virtual Result deliver(const Outbound& message) = 0;
};

}  // namespace weighbridge::deliver
