// Turns what the ledger records into CloudEvents for whoever is to be told: each entry once, into
// the outbox, which brings it there.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "cases/ledger.hpp"
#include "gateway/deliver/deliverer.hpp"
#include "gateway/webhooks/webhook.hpp"
#include "store/store.hpp"

namespace weighbridge::webhooks {

/// CloudEvents 1.0, structured JSON: what happened to what, and when. What it is now is to be asked
/// for.
std::string cloud_event(const cases::LedgerEntry& entry);

struct FeedTools {
  store::Store& store;
  std::function<Instant()> clock;
  std::function<void()> decided;  ///< something is due in the outbox
  std::function<void(const std::string& what)> complain;
};

class Feed {
 public:
  Feed(FeedTools tools, std::vector<Webhook> hooks);
  ~Feed();
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  void start();
  /// Waits for what is under way. Idempotent.
  void stop();
  void use(std::vector<Webhook> hooks);
  /// Tells what is new, on the calling thread; how many events that were. A webhook that is new
  /// begins with what happens from now on.
  std::size_t run_once();

 private:
  void run();
  std::size_t tell(const Webhook& hook);

  const FeedTools tools_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Webhook> hooks_;
  bool stopping_ = false;
  std::thread thread_;
};

/// The way out of the channel `webhook`: signs at each try, as Standard Webhooks asks.
class WebhookDeliverer final : public deliver::Deliverer {
 public:
  explicit WebhookDeliverer(std::vector<Webhook> hooks) { use(std::move(hooks)); }
  deliver::Result deliver(const deliver::Outbound& message) override;
  void use(std::vector<Webhook> hooks);

 private:
  std::mutex mutex_;
  std::map<std::string, Webhook> hooks_;  ///< by name
  curl::HttpClient client_;
};

}  // namespace weighbridge::webhooks
