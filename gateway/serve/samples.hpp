// What /metrics can only know by asking: queues, documents in question, certificates.
#pragma once

#include <functional>
#include <memory>

#include "gateway/as2/settings.hpp"
#include "gateway/deliver/outbox_pump.hpp"
#include "gateway/operate/metrics.hpp"
#include "gateway/pipeline/worker.hpp"
#include "gateway/receive/durable_intake.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::serve {

void sample_store(store::Store& store, Instant now, operate::Metrics& metrics);
void sample_intake(const receive::IntakeState& state, operate::Metrics& metrics);
void sample_work(const pipeline::WorkerState& worker, const deliver::PumpState& pump,
                 operate::Metrics& metrics);
void sample_certificates(const as2::Settings& settings, Instant now, operate::Metrics& metrics);

}  // namespace weighbridge::serve
