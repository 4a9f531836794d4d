#include "gateway/api/health.hpp"

#include <utility>

#include "parsers/json/writer.hpp"

namespace weighbridge::api {
namespace {

using http::Request;
using http::Response;

Response health(const Request&) {
  Response response;
  response.fields.add("Content-Type", "application/json");
  response.body = R"({"status":"up"})";
  return response;
}

Response readiness_of(const std::vector<Readiness>& conditions) {
  Response response;
  std::string checks;
  json::Writer json(checks);
  json.begin_object();
  for (const Readiness& condition : conditions) {
    const std::string amiss = condition.ask();
    json.member(condition.name, amiss.empty() ? "ok" : amiss);
    if (!amiss.empty()) response.status = 503;
  }
  json.end_object();
  response.fields.add("Content-Type", "application/json");
  if (response.status != 200) response.fields.add("Retry-After", "5");
  response.body = std::string("{\"status\":") +
                  (response.status == 200 ? "\"ready\"" : "\"not ready\"") +
                  ",\"checks\":" + checks + '}';
  return response;
}

http::Route get(std::string pattern, std::string operation, http::Handler handler) {
  http::Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.operation = std::move(operation);
  route.handler = std::move(handler);
  return route;
}

}  // namespace

std::vector<http::Route> health_routes(http::WorkPool& pool, std::vector<Readiness> readiness,
                                       operate::Metrics& metrics) {
  const auto ready = [readiness = std::move(readiness)](const Request&) {
    return readiness_of(readiness);
  };
  const auto measured = [&metrics](const Request&) {
    Response response;
    response.fields.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.body = metrics.text();
    return response;
  };
  return {get("/healthz", "get_health", http::blocking(pool, health)),
          get("/readyz", "get_readiness", http::blocking(pool, ready)),
          get("/metrics", "get_metrics", http::blocking(pool, measured))};
}

}  // namespace weighbridge::api
