#include "gateway/webhooks/feed.hpp"

#include <utility>

#include "gateway/deliver/outbox_pump.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::webhooks {
namespace {

constexpr std::chrono::seconds kPoll{1};
constexpr std::size_t kEntriesAtOnce = 500;
constexpr const char* kContentType = "application/cloudevents+json";

std::string feed_name(const Webhook& hook) {
  return "webhook/" + hook.name;
}

/// What is due for a webhook, as far as it is read in one go.
struct Due {
  std::vector<cases::LedgerEntry> entries;  ///< that it wants
  std::uint64_t position = 0, read_to = 0;
};

Due due_of(store::Reader& reader, const Webhook& hook) {
  Due due;
  due.position = due.read_to = reader.feed_position(feed_name(hook));
  if (due.position == 0) {
    due.read_to = reader.ledger_head().count;
    return due;
  }
  std::size_t read = 0;
  reader.ledger(due.position, [&](const cases::LedgerEntry& entry) {
    due.read_to = entry.sequence;
    if (hook.wants(entry.action)) due.entries.push_back(entry);
    return ++read < kEntriesAtOnce;
  });
  return due;
}

}  // namespace

std::string cloud_event(const cases::LedgerEntry& entry) {
  std::string body;
  json::Writer json(body);
  json.begin_object().member("specversion", "1.0");
  json.member("id", std::to_string(entry.sequence)).member("source", "urn:weighbridge");
  json.member("type", "weighbridge." + entry.action).member("subject", entry.object);
  json.member("time", to_string(entry.at)).member("datacontenttype", "application/json");
  json.key("data").begin_object().member("id", entry.object).member("action", entry.action);
  json.key("sequence").number(entry.sequence).member("hash", entry.hash).end_object();
  json.end_object();
  return body;
}

Feed::Feed(FeedTools tools, std::vector<Webhook> hooks)
    : tools_(std::move(tools)), hooks_(std::move(hooks)) {}

Feed::~Feed() {
  stop();
}

void Feed::start() {
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void Feed::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Feed::use(std::vector<Webhook> hooks) {
  const std::lock_guard lock(mutex_);
  hooks_ = std::move(hooks);
}

void Feed::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    std::size_t told = 0;
    try {
      told = run_once();
    } catch (const store::StoreError& failure) {
      tools_.complain(std::string("webhooks wait: ") + failure.what());
    }
    lock.lock();
    if (told == 0) wake_.wait_for(lock, kPoll, [this] { return stopping_; });
  }
}

std::size_t Feed::run_once() {
  std::vector<Webhook> hooks;
  {
    const std::lock_guard lock(mutex_);
    hooks = hooks_;
  }
  std::size_t told = 0;
  for (const Webhook& hook : hooks) told += tell(hook);
  if (told != 0) tools_.decided();
  return told;
}

/// Events and the place up to which they were told are one commit: none is lost, none told twice.
std::size_t Feed::tell(const Webhook& hook) {
  bool is_new = false;
  tools_.store.read([&](store::Reader& reader) {
    const Due due = due_of(reader, hook);
    is_new = due.read_to != due.position;
  });
  if (!is_new) return 0;
  std::size_t told = 0;
  tools_.store.write([&](store::Writer& writer) {
    const Due due = due_of(writer, hook);
    for (const cases::LedgerEntry& entry : due.entries) {
      deliver::Outbound outbound;
      outbound.id = "wh-" + hook.name + '-' + std::to_string(entry.sequence);
      outbound.channel = "webhook";
      outbound.partner = hook.name;
      outbound.kind = entry.action;
      outbound.content_type = kContentType;
      outbound.bytes = spool::Payload::of(cloud_event(entry));
      deliver::put_outbound(writer, outbound, tools_.clock());
    }
    if (due.read_to != due.position) writer.put_feed_position(feed_name(hook), due.read_to);
    told = due.entries.size();
  });
  return told;
}

}  // namespace weighbridge::webhooks
