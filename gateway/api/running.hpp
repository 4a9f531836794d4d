// How the gateway is doing, for those who keep it running.
#pragma once

#include <functional>

#include "gateway/api/health.hpp"
#include "gateway/deliver/outbox_pump.hpp"
#include "gateway/http/message.hpp"
#include "gateway/pipeline/worker.hpp"
#include "gateway/receive/durable_intake.hpp"
#include "store/store.hpp"

namespace weighbridge::api {

/// What the parts of the gateway say of themselves.
struct RunningView {
  receive::IntakeState intake;
  pipeline::WorkerState worker;
  deliver::PumpState outbox;
  std::size_t connections = 0;  ///< open
  std::size_t work_items = 0;   ///< waiting for a thread, or on one
};
using Running = std::function<RunningView()>;

/// GET /api/v1/operations: what waits and for how long, what was given up, which receivers are left
/// alone, and whether all that must hold does.
http::Response get_operations(store::Store& store, const RunningView& running,
                              const std::vector<Readiness>& readiness, Instant now,
                              const http::Request& request);

}  // namespace weighbridge::api
