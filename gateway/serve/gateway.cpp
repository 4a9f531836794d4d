#include "gateway/serve/gateway.hpp"

#include <atomic>
#include <filesystem>
#include <utility>

#include "gateway/api/health.hpp"
#include "gateway/cli/version.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/http/server.hpp"
#include "gateway/operate/metrics.hpp"

namespace weighbridge::serve {
namespace {

using operate::Log;

/// Folders that we keep things in. Their parents must be there: a slip in a path must not become a
/// tree of folders.
void make_folder(const std::filesystem::path& path) {
  std::filesystem::create_directory(path);
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

std::unique_ptr<store::Store> open_store(const Settings& settings) {
  make_folder(settings.spool.folder);
  make_folder(settings.state);
  return store::open_sqlite(settings.store, settings.store_options);
}

http::Observer observer(Log& log, operate::Metrics& metrics) {
  return [&log, &metrics](const http::Exchange& exchange) {
    const std::string operation = exchange.operation.empty() ? "none" : exchange.operation;
    const double seconds = static_cast<double>(exchange.took.count()) / 1e6;
    metrics.count("weighbridge_http_requests_total",
                  {{"operation", operation}, {"status", std::to_string(exchange.status)}});
    metrics.observe("weighbridge_http_request_seconds", seconds, {{"operation", operation}});
    metrics.count("weighbridge_http_received_bytes_total", {},
                  static_cast<double>(exchange.bytes_in));
    metrics.count("weighbridge_http_sent_bytes_total", {}, static_cast<double>(exchange.bytes_out));
    const auto level = exchange.status >= 500 ? operate::Level::warning
                       : operation == "none"  ? operate::Level::info
                       : exchange.path.starts_with("/api") || exchange.path.starts_with("/as2")
                           ? operate::Level::info
                           : operate::Level::debug;
    log.write(level, "http.request",
              {{"request", exchange.id},
               {"method", exchange.method},
               {"path", exchange.path},
               {"operation", operation},
               {"status", std::uint64_t{exchange.status}},
               {"took_us", std::int64_t{exchange.took.count()}},
               {"bytes_in", exchange.bytes_in},
               {"bytes_out", exchange.bytes_out},
               {"caller", exchange.caller},
               {"remote", exchange.remote},
               {"failure", exchange.failure}});
  };
}

}  // namespace

struct Gateway::Parts {
  Parts(const Settings& given, Log& to)
      : settings(given),
        log(to),
        store(open_store(settings)),
        pool(settings.work_threads, settings.work_queue_max),
        router(routes(), authorize()),
        server(
            settings.http, settings.spool, pool,
            [this](const http::Request& head) { return router.admit(head); },
            observer(log, metrics)) {
    metrics.set("weighbridge_build_info", 1, {{"version", std::string(version())}});
    metrics.on_scrape([this](operate::Metrics& m) {
      m.set("weighbridge_http_connections", static_cast<double>(server.connections()));
      m.set("weighbridge_work_queue_items", static_cast<double>(pool.pending()));
    });
  }

  std::vector<http::Route> routes();
  static http::Authorize authorize();

  Settings settings;
  Log& log;
  operate::Metrics metrics;
  std::unique_ptr<store::Store> store;
  http::WorkPool pool;
  http::Router router;
  http::Server server;
};

std::vector<http::Route> Gateway::Parts::routes() {
  const auto store_answers = [this]() -> std::string {
    try {
      store->read([](store::Reader& reader) { reader.ledger_head(); });
      return {};
    } catch (const store::StoreError& failure) {
      log.error("store.failed", {{"failure", failure.what()}});
      return "the store cannot be read";
    }
  };
  return api::health_routes(pool, {{"store", store_answers}}, metrics);
}

http::Authorize Gateway::Parts::authorize() {
  return [](const http::Route&, const http::Request&)
             -> boost::asio::awaitable<std::variant<http::Caller, http::Response>> {
    co_return http::Caller{};
  };
}

Gateway::Gateway(const Settings& settings, Log& log)
    : parts_(std::make_unique<Parts>(settings, log)) {}

Gateway::~Gateway() = default;

void Gateway::start() {
  parts_->server.start();
  for (const http::Endpoint& endpoint : parts_->server.endpoints())
    parts_->log.info("serve.listening",
                     {{"endpoint", to_string(endpoint)},
                      {"tls", parts_->settings.http.tls.certificate_file.empty() ? "no" : "yes"}});
}

std::vector<http::Endpoint> Gateway::endpoints() const {
  return parts_->server.endpoints();
}

void Gateway::reload() {}

bool Gateway::alive() const {
  return true;
}

void Gateway::stop() {
  parts_->log.info("serve.stopping");
  const bool whole = parts_->server.drain();
  parts_->log.info("serve.stopped", {{"cut_off", whole ? "no" : "yes"}});
}

}  // namespace weighbridge::serve
