#include "gateway/api/api.hpp"

#include <utility>

#include "gateway/api/case_actions.hpp"
#include "gateway/api/cases.hpp"
#include "gateway/api/evidence.hpp"
#include "gateway/api/exports.hpp"
#include "gateway/api/inspection.hpp"
#include "gateway/api/kpis.hpp"
#include "gateway/api/openapi.hpp"
#include "gateway/api/operations.hpp"
#include "gateway/api/policy_versions.hpp"
#include "gateway/api/proofs.hpp"
#include "gateway/api/sending.hpp"
#include "gateway/api/what_if.hpp"

namespace weighbridge::api {
namespace {

using Handlers = std::map<std::string, http::Handler, std::less<>>;
using http::Request;
using http::Response;

/// A name, a password, a few words.
constexpr std::uint64_t kFormBytesMax = 16U << 10U;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    words.emplace_back(text.substr(0, blank));
    text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
  }
  return words;
}

std::uint64_t limit_of(Body body, const BodyLimits& limits) {
  switch (body) {
    case Body::none:
      return 0;
    case Body::message:
      return limits.message;
    case Body::documents:
      return limits.documents;
    case Body::as2:
      return limits.as2;
    case Body::form:
      return kFormBytesMax;
  }
  return 0;
}

/// Those that look into the store and answer.
void add_readings(Handlers& handlers, const ApiParts& parts) {
  store::Store& store = parts.store;
  const auto add = [&](std::string name, Response (*read)(store::Store&, const Request&)) {
    handlers[std::move(name)] = http::blocking(
        parts.pool, [&store, read](const Request& request) { return read(store, request); });
  };
  add("list_messages", list_messages);
  add("get_message", get_message);
  add("list_receipts", list_receipts);
  add("get_receipt", get_receipt);
  add("list_events", list_events);
  add("list_returns", list_returns);
  add("get_order", get_order);
  add("list_open_receipts", list_open_receipts);
  add("get_case_attachment", get_attachment);
  add("list_ledger", list_ledger);
  handlers["list_cases"] =
      http::blocking(parts.pool, [&store, clock = parts.clock](const Request& request) {
        return list_cases(store, clock(), request);
      });
  handlers["list_transfers"] = http::blocking(
      parts.pool, [&store, setup = parts.setup, clock = parts.clock](const Request& request) {
        return list_transfers(store, *setup(), clock(), request);
      });
  handlers["list_counts"] = http::blocking(
      parts.pool, [&store, setup = parts.setup, clock = parts.clock](const Request& request) {
        return list_counts(store, *setup(), clock(), request);
      });
  handlers["get_message_bytes"] =
      http::blocking(parts.pool, [&store, spool = parts.spool](const Request& request) {
        return get_message_bytes(store, spool, request);
      });
  handlers["replay_message"] = http::blocking(
      parts.pool, [&store, replay = parts.replay, clock = parts.clock](const Request& request) {
        return replay_message(store, replay, clock(), request);
      });
}

/// What the gateway works by, and how it is doing.
void add_insight(Handlers& handlers, const ApiParts& parts) {
  store::Store& store = parts.store;
  const auto add = [&](std::string name, std::function<Response(const Request&)> read) {
    handlers[std::move(name)] = http::blocking(parts.pool, std::move(read));
  };
  add("get_message_inspection", [&store, spool = parts.spool, setup = parts.setup,
                                 clock = parts.clock](const Request& request) {
    return get_message_inspection(store, spool, *setup(), clock(), request);
  });
  add("get_ledger_checkpoint",
      [&store](const Request& request) { return get_ledger_checkpoint(store, request); });
  add("get_ledger_proof",
      [&store](const Request& request) { return get_ledger_proof(store, request); });
  add("verify_ledger", [&store, key = parts.ledger_key](const Request& request) {
    return verify_ledger(store, key, request);
  });
  add("list_partners", [partners = parts.partners, clock = parts.clock](const Request& request) {
    return list_partners(partners(), clock(), request);
  });
  add("get_policy",
      [setup = parts.setup](const Request& request) { return get_policy(*setup(), request); });
  add("get_operations", [&store, running = parts.running, readiness = parts.readiness,
                         clock = parts.clock](const Request& request) {
    return get_operations(store, running(), readiness, clock(), request);
  });
}

/// Figures, lineage, evidence of a case, another policy.
void add_figures(Handlers& handlers, const ApiParts& parts) {
  store::Store& store = parts.store;
  const auto add = [&](std::string name, std::function<Response(const Request&)> read) {
    handlers[std::move(name)] = http::blocking(parts.pool, std::move(read));
  };
  add("get_lineage", [&store](const Request& request) { return get_lineage(store, request); });
  add("get_case_pack",
      [&store, sign = parts.sign_ledger, spool = parts.spool](const Request& request) {
        return get_case_pack(store, sign, spool, request);
      });
  add("ask_what_if", [&store, setup = parts.setup, clock = parts.clock](const Request& request) {
    return ask_what_if(store, *setup(), clock(), request);
  });
  add("get_kpis", [&store, setup = parts.setup, clock = parts.clock](const Request& request) {
    return get_kpis(store, *setup(), clock(), request);
  });
  add("list_suppliers",
      [&store](const Request& request) { return list_suppliers(store, request); });
  add("get_scorecard", [&store, setup = parts.setup, clock = parts.clock](const Request& request) {
    return get_scorecard(store, *setup(), clock(), request);
  });
}

/// The work on cases.
void add_case_work(Handlers& handlers, const ApiParts& parts) {
  const CaseDesk desk{parts.store, parts.setup, parts.clock, parts.acted};
  const auto add = [&](std::string name, Response (*work)(const CaseDesk&, const Request&)) {
    handlers[std::move(name)] = http::blocking(
        parts.pool, [desk, work](const Request& request) { return work(desk, request); });
  };
  add("get_case", get_case);
  add("act_on_case", act_on_case);
  add("act_on_cases", act_on_cases);
}

/// Another policy, from the proposal to a second person's word.
void add_policy_work(Handlers& handlers, const ApiParts& parts) {
  const PolicyDesk desk{parts.store, parts.clock, parts.policy_changed};
  const auto add = [&](std::string name, Response (*work)(const PolicyDesk&, const Request&)) {
    handlers[std::move(name)] = http::blocking(
        parts.pool, [desk, work](const Request& request) { return work(desk, request); });
  };
  add("list_policy_versions", list_policy_versions);
  add("get_policy_version", get_policy_version);
  add("propose_policy", propose_policy);
  add("decide_policy", decide_policy);
}

Handlers handlers_of(ApiParts& parts) {
  Handlers handlers = std::move(parts.others);
  add_readings(handlers, parts);
  add_case_work(handlers, parts);
  add_insight(handlers, parts);
  add_figures(handlers, parts);
  add_policy_work(handlers, parts);
  handlers["get_stream"] = stream_changes(parts.store, parts.pool, parts.admit);
  handlers["send_message"] = send_message({parts.intake, parts.pool});
  handlers["send_receipts"] = send_receipts({parts.intake, parts.pool});
  handlers["send_events"] = send_events({parts.intake, parts.pool});
  handlers["get_openapi"] =
      http::blocking(parts.pool, [](const Request&) { return openapi_response(); });
  for (http::Route& route : health_routes(parts.pool, std::move(parts.readiness), parts.metrics))
    handlers[route.operation] = std::move(route.handler);
  for (auto& [name, handler] : handlers)
    if (const ExportedList* list = find_exported_list(name))
      handler = with_exports(*list, parts.pool, parts.spool, std::move(handler));
  return handlers;
}

}  // namespace

std::vector<http::Route> api_routes(ApiParts parts) {
  Handlers handlers = handlers_of(parts);
  std::vector<http::Route> routes;
  for (const Operation& operation : operations()) {
    const auto handler = handlers.find(operation.name);
    if (handler == handlers.end()) continue;
    http::Route& route = routes.emplace_back();
    route.method = operation.method;
    route.pattern = operation.pattern;
    route.operation = operation.name;
    route.body_max = limit_of(operation.body, parts.limits);
    route.consumes = words_of(operation.consumes);
    route.produces = words_of(operation.produces);
    route.handler = std::move(handler->second);
  }
  return routes;
}

}  // namespace weighbridge::api
