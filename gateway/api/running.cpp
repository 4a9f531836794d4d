#include "gateway/api/running.hpp"

#include <algorithm>

#include "gateway/api/asking.hpp"
#include "gateway/cli/json_members.hpp"

namespace weighbridge::api {
namespace {

using http::Request;
using http::Response;
using json::Writer;

void write_queue(Writer& json, std::string_view name, const store::QueueLength& queue,
                 Instant now) {
  json.begin_object().member("name", name).key("waiting").number(queue.waiting);
  json.key("given_up").number(queue.given_up).key("oldest_seconds");
  if (queue.oldest)
    json.number(std::int64_t{std::max<std::int64_t>((now - *queue.oldest).count(), 0)});
  else
    json.null();
  json.end_object();
}

void write_queues(Writer& json, store::Reader& reader, Instant now) {
  json.key("queues").begin_array();
  write_queue(json, "jobs", reader.job_queue(), now);
  write_queue(json, "outbox", reader.outbox_queue(), now);
  for (const auto state : {store::DocumentState::parked, store::DocumentState::quarantined}) {
    const store::QueueLength queue{reader.count_documents(state), reader.oldest_document(state), 0};
    write_queue(json, to_string_view(state), queue, now);
  }
  json.end_array();
  json.key("ledger_entries").number(reader.ledger_head().count);
}

void write_running(Writer& json, const RunningView& running) {
  const auto count = [&](std::string_view name, std::uint64_t value) {
    json.key(name).number(value);
  };
  json.key("intake").begin_object();
  count("waiting", running.intake.waiting);
  count("waiting_bytes", running.intake.waiting_bytes);
  count("taken", running.intake.taken);
  count("repeated", running.intake.repeated);
  count("refused", running.intake.refused);
  count("not_taken", running.intake.not_taken);
  json.key("full").boolean(running.intake.full).end_object();
  json.key("worker").begin_object();
  count("messages", running.worker.messages);
  count("documents", running.worker.documents);
  count("quarantined", running.worker.quarantined);
  count("failed_tries", running.worker.failed_tries);
  json.end_object().key("outbox").begin_object();
  count("delivered", running.outbox.delivered);
  count("failed_tries", running.outbox.failed_tries);
  count("given_up", running.outbox.given_up);
  count("sending", running.outbox.sending);
  cli::member(json, "resting", running.outbox.resting);
  json.end_object();
  count("connections", running.connections);
  count("work_items", running.work_items);
}

}  // namespace

Response get_operations(store::Store& store, const RunningView& running,
                        const std::vector<Readiness>& readiness, Instant now,
                        const Request& request) {
  Query query(request, {});
  if (query.refusal()) return *query.refusal();
  std::string body;
  Writer json(body);
  json.begin_object().key("checks").begin_object();
  bool ready = true;
  for (const Readiness& check : readiness) {
    const std::string amiss = check.ask();
    ready = ready && amiss.empty();
    json.member(check.name, amiss.empty() ? "ok" : amiss);
  }
  json.end_object().key("ready").boolean(ready);
  store.read([&](store::Reader& reader) { write_queues(json, reader, now); });
  write_running(json, running);
  json.end_object();
  return json_response(std::move(body));
}

}  // namespace weighbridge::api
