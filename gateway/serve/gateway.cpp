#include "gateway/serve/gateway.hpp"

#include <filesystem>
#include <mutex>
#include <utility>

#include "cases/policy_version.hpp"
#include "gateway/api/access.hpp"
#include "gateway/api/api.hpp"
#include "gateway/api/provider_sign_in.hpp"
#include "gateway/api/session.hpp"
#include "gateway/as2/receiver.hpp"
#include "gateway/as2/sender.hpp"
#include "gateway/cli/version.hpp"
#include "gateway/http/server.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/operate/metrics.hpp"
#include "gateway/people/links.hpp"
#include "gateway/people/sign_in.hpp"
#include "gateway/serve/ledger_signer.hpp"
#include "gateway/serve/policy_in_force.hpp"
#include "gateway/serve/samples.hpp"
#include "gateway/serve/setup.hpp"
#include "gateway/webhooks/feed.hpp"
#include "gateway/workbench/workbench.hpp"

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

/// The text that rules once policy.yaml was read; the ledger knows who wrote it before anything is
/// judged under it (S6).
std::string policy_that_rules(store::Store& store, const std::string& file_text, Log& log) {
  const cases::Act act{intake::wall_clock(), "weighbridge serve", "operator", "configuration"};
  SettledPolicy settled;
  store.write([&](store::Writer& writer) { settled = settle_policy(file_text, act, writer); });
  if (settled.refused)
    log.error("policy.kept", {{"file", settled.refused->file},
                              {"in_force", cases::policy_version_name(settled.text)},
                              {"what", settled.refused->message},
                              {"mend", settled.refused->mend}});
  return settled.text;
}

/// The configuration folder as it is now, and the policy that rules over it; nothing of it is in
/// the store when there are mistakes.
std::shared_ptr<const Setup> current_configuration(const Settings& settings, store::Store& store,
                                                   Log& log, std::vector<TableError>& errors) {
  Setup setup = read_setup(settings, errors);
  if (!errors.empty()) return nullptr;
  use_policy(setup, policy_that_rules(store, setup.processing->policy_text, log), errors);
  return std::make_shared<const Setup>(std::move(setup));
}

std::shared_ptr<const Setup> first_setup(const Settings& settings, store::Store& store, Log& log) {
  std::vector<TableError> errors;
  auto setup = current_configuration(settings, store, log, errors);
  if (!errors.empty()) throw ConfigurationErrors(std::move(errors));
  return setup;
}

std::optional<cases::SigningKey> signing_key(const Settings& settings) {
  std::vector<TableError> errors;
  auto key = read_signing_key(settings.ledger_key_file, errors);
  if (!errors.empty()) throw ConfigurationErrors(std::move(errors));
  return key;
}

std::unique_ptr<people::Oidc> make_provider(const Settings& settings) {
  if (settings.sign_in.oidc.issuer.empty()) return nullptr;
  return std::make_unique<people::Oidc>(
      settings.sign_in.oidc,
      browser_address(settings, settings.http.listen) + "/api/v1/session/oidc/callback");
}

void log_exchange(Log& log, const http::Exchange& exchange, const std::string& operation) {
  const bool worth_telling = exchange.path.starts_with("/api") || exchange.path.starts_with("/as2");
  const auto level = exchange.status >= 500                 ? operate::Level::warning
                     : worth_telling || operation == "none" ? operate::Level::info
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
}

http::Observer observer(Log& log, operate::Metrics& metrics) {
  return [&log, &metrics](const http::Exchange& exchange) {
    const std::string operation = exchange.operation.empty() ? "none" : exchange.operation;
    const double seconds = static_cast<double>(exchange.took.count()) / 1e6;
    metrics.count("weighbridge_http_requests_total",
                  {{"operation", operation}, {"status", std::to_string(exchange.status)}});
    metrics.observe("weighbridge_http_request_seconds", seconds, {{"operation", operation}});
    if (operation == "receive_as2") metrics.observe("weighbridge_mdn_seconds", seconds);
    metrics.count("weighbridge_http_received_bytes_total", {},
                  static_cast<double>(exchange.bytes_in));
    metrics.count("weighbridge_http_sent_bytes_total", {}, static_cast<double>(exchange.bytes_out));
    log_exchange(log, exchange, operation);
  };
}

}  // namespace

// In the order in which they lean on one another; they end in the reverse order.
struct Gateway::Parts {
  Parts(const Settings& given, Log& to);

  std::shared_ptr<const Setup> setup() const {
    const std::lock_guard lock(setup_mutex);
    return current_setup;
  }

  receive::IntakeSettings intake_settings();
  deliver::PumpSettings pump_settings();
  pipeline::WorkerSettings worker_settings();
  receive::Tell tell();
  deliver::OutboxPump::Deliverers deliverers();
  std::vector<http::Route> routes();
  http::Handler as2_handler();
  std::vector<api::Readiness> readiness();
  void sample(operate::Metrics& target);
  void policy_changed();
  void swap(std::shared_ptr<const Setup> next);
  as2::SettingsSource as2_settings() {
    return [this] { return setup()->as2; };
  }

  Settings settings;
  Log& log;
  operate::Metrics metrics;
  std::unique_ptr<store::Store> store;
  std::mutex reload_mutex;  ///< from reading what rules until it is worked by
  mutable std::mutex setup_mutex;
  std::shared_ptr<const Setup> current_setup;
  http::WorkPool pool;
  std::shared_ptr<receive::DurableIntake> intake;
  partners::TransportChannels channels;
  std::shared_ptr<webhooks::WebhookDeliverer> to_webhooks;
  deliver::OutboxPump pump;
  pipeline::Worker worker;
  LedgerSigner signer;
  people::Sessions sessions;
  people::Hashing hashing;
  people::SignIn sign_in;
  std::unique_ptr<people::Oidc> oidc;  ///< null: there is no provider
  webhooks::Feed feed;
  api::Access access;
  http::Router router;
  http::Server server;
};

Gateway::Parts::Parts(const Settings& given, Log& to)
    : settings(given),
      log(to),
      store(open_store(settings)),
      current_setup(first_setup(settings, *store, log)),
      pool(settings.work_threads, settings.work_queue_max),
      intake(receive::make_durable_intake(*store, intake_settings())),
      channels(current_setup->transports, *intake, settings.spool, settings.state, tell()),
      to_webhooks(std::make_shared<webhooks::WebhookDeliverer>(current_setup->webhooks)),
      pump(*store, deliverers(), pump_settings()),
      worker(*store, current_setup->processing, worker_settings()),
      signer(*store, signing_key(settings), settings.ledger_checkpoint_every,
             [this](const std::string& what) {
               log.error("ledger", {{"what", what}});
             }),
      sessions(*store, settings.sign_in, intake::wall_clock),
      sign_in(*store, sessions, hashing),
      oidc(make_provider(settings)),
      feed({*store, intake::wall_clock, [this] { pump.wake(); },
            [this](const std::string& what) {
              log.warning("webhooks", {{"what", what}});
            }},
           current_setup->webhooks),
      access(*store, pool, sessions, hashing, settings.metrics_need_token),
      router(routes(), [this](const http::Route& route,
                              const http::Request& head) { return access.authorize(route, head); }),
      server(
          settings.http, settings.spool, pool,
          [this](const http::Request& head) { return router.admit(head); },
          observer(log, metrics)) {
  metrics.set("weighbridge_build_info", 1, {{"version", std::string(version())}});
  metrics.on_scrape([this](operate::Metrics& target) { sample(target); });
}

receive::IntakeSettings Gateway::Parts::intake_settings() {
  receive::IntakeSettings of_intake = settings.intake;
  // Nothing arrives before start(): the worker is there by then.
  of_intake.arrived = [this] { worker.wake(); };
  of_intake.room_changed = [this](bool full) {
    if (full)
      log.error("store.full", {{"mend", "make room; until then senders are told to wait"}});
    else
      log.info("store.has_room");
  };
  return of_intake;
}

deliver::PumpSettings Gateway::Parts::pump_settings() {
  deliver::PumpSettings of_pump = settings.outbox;
  of_pump.complain = [this](const std::string& what) { log.warning("outbox", {{"what", what}}); };
  return of_pump;
}

pipeline::WorkerSettings Gateway::Parts::worker_settings() {
  pipeline::WorkerSettings of_worker = settings.worker;
  of_worker.complain = [this](const std::string& what) { log.warning("worker", {{"what", what}}); };
  of_worker.decided = [this] { pump.wake(); };
  of_worker.under_way = (settings.state / "at-work").string();
  return of_worker;
}

receive::Tell Gateway::Parts::tell() {
  return [this](const receive::Notice& notice) {
    using From = receive::Notice::Level;
    const auto level = notice.level == From::error     ? operate::Level::error
                       : notice.level == From::warning ? operate::Level::warning
                                                       : operate::Level::info;
    log.write(level, "channel",
              {{"channel", notice.channel},
               {"partner", notice.partner},
               {"what", notice.what},
               {"mend", notice.mend}});
  };
}

deliver::OutboxPump::Deliverers Gateway::Parts::deliverers() {
  const as2::SenderParts parts{as2_settings(), settings.spool, intake::wall_clock};
  deliver::OutboxPump::Deliverers ways = channels.deliverers();
  ways["as2"] = as2::make_sender(parts);
  ways["mdn"] = as2::make_mdn_sender(parts);
  ways["webhook"] = to_webhooks;
  return ways;
}

http::Handler Gateway::Parts::as2_handler() {
  as2::SentMessages sent;
  sent.find = [this](const std::string& outbound) -> std::optional<as2::SentMessage> {
    const std::optional<store::StoredOutbound> row = pump.sent(outbound);
    if (!row) return std::nullopt;
    return as2::SentMessage{row->partner, row->evidence};
  };
  sent.confirm = [this](const std::string& outbound, const deliver::Result& result) {
    return pump.confirm(outbound, result);
  };
  return as2::make_receiver({as2_settings(), intake, settings.spool, intake::wall_clock,
                             pool.executor(), std::move(sent), [this](const std::string& what) {
                               log.info("as2", {{"what", what}});
                             }});
}

std::vector<api::Readiness> Gateway::Parts::readiness() {
  const auto store_answers = [this]() -> std::string {
    try {
      store->read([](store::Reader& reader) { reader.ledger_head(); });
      return {};
    } catch (const store::StoreError& failure) {
      log.error("store.failed", {{"failure", failure.what()}});
      return "the store cannot be read";
    }
  };
  const auto has_room = [this]() -> std::string {
    const receive::IntakeState state = intake->state();
    if (state.full) return "the disk is full";
    return state.stopping ? "it is stopping" : "";
  };
  return {{"store", store_answers}, {"intake", has_room}};
}

std::vector<http::Route> Gateway::Parts::routes() {
  const http::Handler as2 = as2_handler();
  const auto replay = [this](const std::string& message, const std::string& who) {
    auto why_not = pipeline::replay(*store, message, who, intake::wall_clock());
    if (!why_not) worker.wake();
    return why_not;
  };
  const api::SessionParts session_parts{*store, pool, sessions, sign_in};
  auto others = api::session_handlers(session_parts);
  others.merge(api::provider_handlers(session_parts, oidc.get(), [this](const std::string& why) {
    log.warning("sign_in.provider", {{"what", why}});
  }));
  others["receive_as2"] = others["receive_mdn"] = as2;
  others["get_workbench"] = http::blocking(pool, workbench::page);
  others["get_workbench_asset"] = http::blocking(pool, workbench::asset);
  const api::BodyLimits limits{settings.bodies.message_bytes_max,
                               settings.bodies.document_bytes_max, settings.bodies.as2_bytes_max};
  return api::api_routes({*store, *intake, pool, metrics, settings.spool, limits,
                          intake::wall_clock, replay, [this] { return setup()->processing; },
                          [this] {
                            const auto now = setup();
                            return api::PartnersView{now->partners, as2::expiries(*now->as2)};
                          },
                          [this] {
                            return api::RunningView{intake->state(), worker.state(), pump.state(),
                                                    server.connections(), pool.pending()};
                          },
                          [this](const http::Request& head) { return router.admit(head); },
                          [this] { signer.sign(); }, signer.verifier(), readiness(),
                          [this] { policy_changed(); },
                          [this] {
                            worker.wake();
                            pump.wake();
                          },
                          std::move(others)});
}

void Gateway::Parts::sample(operate::Metrics& target) {
  const Instant now = intake::wall_clock();
  target.set("weighbridge_http_connections", static_cast<double>(server.connections()));
  target.set("weighbridge_work_queue_items", static_cast<double>(pool.pending()));
  sample_store(*store, now, target);
  sample_intake(intake->state(), target);
  sample_work(worker.state(), pump.state(), target);
  sample_certificates(*setup()->as2, now, target);
}

Gateway::Gateway(const Settings& settings, Log& log)
    : parts_(std::make_unique<Parts>(settings, log)) {}

Gateway::~Gateway() = default;

void Gateway::Parts::swap(std::shared_ptr<const Setup> next) {
  worker.reload(next->processing);
  const std::lock_guard lock(setup_mutex);
  current_setup = std::move(next);
}

/// Two persons put another version in force: all goes on as it was but for the policy. The decision
/// is in the store by now, so that whatever fails here is no failure of theirs.
void Gateway::Parts::policy_changed() {
  const std::lock_guard one_at_a_time(reload_mutex);
  const auto tell_failure = [this](const std::string& what) {
    log.error("policy.not_in_use",
              {{"what", what}, {"mend", "SIGHUP has the policy in force read again"}});
  };
  try {
    std::string text;
    store->read([&](store::Reader& reader) {
      if (const auto ruling = reader.policy_in_force()) text = ruling->text;
    });
    auto next = std::make_shared<Setup>(*setup());
    std::vector<TableError> errors;
    use_policy(*next, text, errors);
    if (!errors.empty()) return tell_failure(errors.front().message);
    swap(std::move(next));
    log.info("policy.in_force", {{"version", cases::policy_version_name(text)}});
  } catch (const std::exception& failure) {
    tell_failure(failure.what());
  }
}

void Gateway::start() {
  parts_->server.start();
  parts_->pump.start();
  parts_->worker.start();
  parts_->signer.start();
  parts_->feed.start();
  parts_->channels.start();
  for (const http::Endpoint& endpoint : parts_->server.endpoints())
    parts_->log.info("serve.listening",
                     {{"endpoint", to_string(endpoint)},
                      {"tls", parts_->settings.http.tls.certificate_file.empty() ? "no" : "yes"},
                      {"partners", std::uint64_t{parts_->setup()->partners.size()}}});
}

std::vector<http::Endpoint> Gateway::endpoints() const {
  return parts_->server.endpoints();
}

std::optional<std::string> Gateway::first_link() {
  std::optional<std::string> code;
  parts_->store->write([&](store::Writer& writer) {
    code.reset();
    if (!people::nobody_signs_in(writer)) return;
    const cases::Act act{intake::wall_clock(), "weighbridge serve", "integration", "first run"};
    code = people::make_link(writer, people::first_administrator(writer, act), act);
  });
  if (!code) return std::nullopt;
  return people::link_address(browser_address(parts_->settings, endpoints()), *code);
}

void Gateway::reload() {
  const std::lock_guard one_at_a_time(parts_->reload_mutex);
  std::vector<TableError> errors;
  std::shared_ptr<const Setup> next;
  try {
    next = current_configuration(parts_->settings, *parts_->store, parts_->log, errors);
  } catch (const store::StoreError& failure) {  // a full disk: what holds goes on holding
    parts_->log.error("configuration.kept", {{"what", failure.what()}});
    return;
  }
  for (const TableError& error : errors)
    parts_->log.error("configuration.mistake", {{"file", error.file},
                                                {"line", std::uint64_t{error.line}},
                                                {"column", std::uint64_t{error.column}},
                                                {"what", error.message},
                                                {"mend", error.mend}});
  if (!errors.empty()) {
    parts_->log.error("configuration.kept", {{"mistakes", std::uint64_t{errors.size()}}});
    return;
  }
  parts_->channels.use(next->transports);
  parts_->to_webhooks->use(next->webhooks);
  parts_->feed.use(next->webhooks);
  parts_->swap(next);
  parts_->log.info("configuration.read", {{"partners", std::uint64_t{next->partners.size()}}});
}

void Gateway::stop() {
  parts_->log.info("serve.stopping");
  const bool whole = parts_->server.drain();
  parts_->channels.stop();
  parts_->intake->stop();
  parts_->feed.stop();
  parts_->signer.stop();
  parts_->worker.stop();
  parts_->pump.stop();
  parts_->log.info("serve.stopped", {{"cut_off", whole ? "no" : "yes"}});
}

}  // namespace weighbridge::serve
