// The one way in. Whatever channel brings a message, it becomes durable here before anybody is
// thanked: bytes, duplicate key, evidence, job and ledger entry in one commit
// (docs/operating/reliability.md).
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/deliver/deliverer.hpp"
#include "gateway/spool/payload.hpp"

namespace weighbridge::receive {

/// One document file within a delivery: AS2 may bring several, all other channels bring one.
struct Content {
  spool::Payload bytes;
  std::string file_name;     ///< as the sender called it; may be empty
  std::string content_type;  ///< as the sender said; never relied on
};

/// Why nothing of a delivery can be taken, in the words of the spec's section 20.
struct Refused {
  std::string error_class;  ///< ENVELOPE, AUTHZ, TRANSPORT ...
  std::string code, message, mend;
};

/// What a channel hands in, with everything that must survive with it.
struct Delivery {
  std::string channel;  ///< as2, http, folder, sftp, ftps, erp
  std::string partner;  ///< by its partner file; empty where the channel does not know
  std::string user;     ///< who signed in, where somebody did
  /// What makes a delivery the same as an earlier one of the channel and partner: the AS2
  /// Message-ID, the Idempotency-Key, a file's name with size and time. Empty: none is the same.
  std::string key;
  std::vector<Content> contents;
  std::vector<std::pair<std::string, std::string>> facts;  ///< remote address, headers, MIC ...
  /// The message as it came over the wire, where that is more than its contents (AS2).
  std::optional<spool::Payload> as_received;
  /// What is to be answered, kept so that the same delivery gets the same answer again (an MDN, an
  /// HTTP body).
  std::string answer;
  /// What is to leave because of it, decided in the same commit (an async MDN): `in_answer_to` is
  /// filled in, an empty `id` is made up. When the delivery comes again, what left in answer to the
  /// first one on channel "mdn" is sent once more.
  std::vector<deliver::Outbound> effects;
  /// Recorded and put into quarantine without a job. The key stays free: the sender may try again.
  std::optional<Refused> refused;
};

/// Durable: thank the sender.
struct Taken {
  std::string delivery;               ///< its id, for the monitor
  std::vector<std::string> messages;  ///< ids of the contents, in their order
  bool repeated = false;              ///< came before: nothing was done this time
  std::string answer;                 ///< this delivery's, or what the first one was answered
};

/// Not durable, and not the sender's fault: 503, no MDN, the file stays where it is.
struct NotTaken {
  enum class Why : unsigned char { busy, full, stopping };
  Why why = Why::busy;
  std::chrono::seconds retry_after{5};
  std::string message;
};

using Outcome = std::variant<Taken, NotTaken>;

/// Takes deliveries from any thread and commits those that wait together in one transaction.
class Intake {
 public:
  virtual ~Intake() = default;
  /// `done` is called exactly once, on a thread of the intake, after the commit (or when there will
  /// be none); it must be short. Never throws for what the world does: that is NotTaken.
  virtual void take(Delivery delivery, std::function<void(Outcome)> done) = 0;
  /// What an earlier delivery of that channel, partner and key was answered; nothing when none was
  /// taken. Cheap: a look at one index.
  virtual std::optional<Taken> known(const std::string& channel, const std::string& partner,
                                     const std::string& key) = 0;
};

}  // namespace weighbridge::receive
