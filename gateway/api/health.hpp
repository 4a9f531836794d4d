// Liveness, readiness and metrics.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gateway/http/router.hpp"
#include "gateway/http/work_pool.hpp"
#include "gateway/operate/metrics.hpp"

namespace weighbridge::api {

/// Something that must hold for the gateway to be ready: empty while it does, else why not.
struct Readiness {
  std::string name;
  std::function<std::string()> ask;
};

/// GET /healthz (the process answers), GET /readyz (it can take messages; 503 with what is amiss),
/// GET /metrics. What they refer to must outlive the routes.
std::vector<http::Route> health_routes(http::WorkPool& pool, std::vector<Readiness> readiness,
                                       operate::Metrics& metrics);

}  // namespace weighbridge::api
