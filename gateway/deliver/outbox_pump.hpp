// Brings what is in the outbox to its receivers: each row once, tried again at 1, 5, 15, 60 and 240
// minutes ± 20 %, then left for a person. A receiver that is down is left alone for a while.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/deliver/deliverer.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::deliver {

struct PumpSettings {
  spool::SpoolSettings spool;        ///< where large payloads lie while they are sent
  std::size_t threads = 4;           ///< that send at the same time
  std::size_t per_receiver_max = 2;  ///< of them for one partner and channel
  std::chrono::milliseconds poll{1000};
  unsigned breaker_after = 5;             ///< failures of a receiver in a row
  std::chrono::seconds breaker_rest{60};  ///< then nobody tries it for so long
  std::function<Instant()> clock{};       ///< empty: the wall clock
  std::uint64_t jitter_seed = 0;          ///< 0: from the system
  std::function<void(const std::string& what)> complain{};
  std::string actor = "weighbridge serve";
};

struct PumpState {
  std::uint64_t delivered = 0, failed_tries = 0, given_up = 0;  ///< since the start
  std::size_t sending = 0;
  std::vector<std::string> resting;  ///< "channel partner" whose breaker is open
};

class OutboxPump {
 public:
  /// Channel → its way out; a channel without one keeps its rows waiting.
  using Deliverers = std::map<std::string, std::shared_ptr<Deliverer>, std::less<>>;

  /// `store` must outlive it.
  OutboxPump(store::Store& store, Deliverers deliverers, PumpSettings settings);
  ~OutboxPump();
  OutboxPump(const OutboxPump&) = delete;
  OutboxPump& operator=(const OutboxPump&) = delete;

  void start();
  /// Waits for what is being sent. Idempotent.
  void stop();
  /// There may be work. From any thread.
  void wake();
  void reload(Deliverers deliverers);
  PumpState state() const;
  /// Sends all that is due on the calling thread and returns how many rows were tried.
  std::size_t run_due();

  /// The receiver's word about what AwaitsReceipt was said of: an async MDN. Delivered confirms it;
  /// Failed puts it back to be tried again (transient) or gives it up. False when nothing of that
  /// id is unconfirmed (it may be confirmed already): what came then is only evidence.
  bool confirm(const std::string& outbound, const Result& result);
  /// What was sent under an id, with the evidence of its last try.
  std::optional<store::StoredOutbound> sent(const std::string& outbound);
  /// A row that was given up, or delivered in vain, is sent once more under its id. Nothing when
  /// all is well, else why not.
  std::optional<std::string> send_again(const std::string& outbound, const std::string& who);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

/// Writes an effect into the outbox in the caller's transaction. Returns its id.
std::string put_outbound(store::Writer& writer, const Outbound& outbound, Instant now);

}  // namespace weighbridge::deliver
