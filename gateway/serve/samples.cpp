#include "gateway/serve/samples.hpp"

#include <algorithm>
#include <string>

namespace weighbridge::serve {
namespace {

void set_queue(operate::Metrics& metrics, const std::string& name, const store::QueueLength& queue,
               Instant now) {
  const operate::Labels labels{{"queue", name}};
  const auto age = queue.oldest ? std::max<std::int64_t>((now - *queue.oldest).count(), 0) : 0;
  metrics.set("weighbridge_queue_items", static_cast<double>(queue.waiting), labels);
  metrics.set("weighbridge_queue_oldest_age_seconds", static_cast<double>(age), labels);
  metrics.set("weighbridge_queue_given_up_items", static_cast<double>(queue.given_up), labels);
}

}  // namespace

void sample_store(store::Store& store, Instant now, operate::Metrics& metrics) {
  store.read([&](store::Reader& reader) {
    set_queue(metrics, "jobs", reader.job_queue(), now);
    set_queue(metrics, "outbox", reader.outbox_queue(), now);
    for (const auto state : {store::DocumentState::parked, store::DocumentState::quarantined}) {
      const std::string name(to_string_view(state));
      store::QueueLength queue;
      queue.waiting = reader.count_documents(state);
      queue.oldest = reader.oldest_document(state);
      set_queue(metrics, name, queue, now);
    }
    metrics.set("weighbridge_ledger_entries", static_cast<double>(reader.ledger_head().count));
  });
}

void sample_intake(const receive::IntakeState& state, operate::Metrics& metrics) {
  metrics.set("weighbridge_intake_waiting_deliveries", static_cast<double>(state.waiting));
  metrics.set("weighbridge_intake_waiting_bytes", static_cast<double>(state.waiting_bytes));
  metrics.set("weighbridge_store_full", state.full ? 1 : 0);
  const auto outcome = [&](const char* name, std::uint64_t count) {
    metrics.raise("weighbridge_intake_deliveries_total", static_cast<double>(count),
                  {{"outcome", name}});
  };
  outcome("taken", state.taken);
  outcome("repeated", state.repeated);
  outcome("refused", state.refused);
  outcome("not_taken", state.not_taken);
  metrics.raise("weighbridge_intake_commits_total", static_cast<double>(state.commits));
}

void sample_work(const pipeline::WorkerState& worker, const deliver::PumpState& pump,
                 operate::Metrics& metrics) {
  metrics.raise("weighbridge_messages_processed_total", static_cast<double>(worker.messages));
  const auto outcome = [&](const char* name, std::uint64_t count) {
    metrics.raise("weighbridge_outbox_deliveries_total", static_cast<double>(count),
                  {{"outcome", name}});
  };
  outcome("delivered", pump.delivered);
  outcome("failed", pump.failed_tries);
  outcome("given_up", pump.given_up);
}

void sample_certificates(const as2::Settings& settings, Instant now, operate::Metrics& metrics) {
  metrics.clear("weighbridge_certificate_days_left");
  for (const as2::Expiry& expiry : as2::expiries(settings)) {
    const double days = static_cast<double>((expiry.at - now).count()) / 86'400;
    metrics.set("weighbridge_certificate_days_left", days,
                {{"owner", expiry.owner},
                 {"ours", expiry.ours ? "yes" : "no"},
                 {"fingerprint", expiry.fingerprint.substr(0, 16)}});
  }
}

}  // namespace weighbridge::serve
