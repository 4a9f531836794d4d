#include "gateway/serve/settings_table.hpp"

#include <algorithm>
#include <array>

#include "gateway/api/operations.hpp"
#include "gateway/serve/setting_values.hpp"

namespace weighbridge::serve {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kKiB = 1ULL << 10U, kMiB = 1ULL << 20U, kGiB = 1ULL << 30U;

std::string put_level(const Words& words, operate::Level& target) {
  using operate::Level;
  for (const Level level : {Level::debug, Level::info, Level::warning, Level::error})
    if (words.size() == 1 && words[0] == operate::to_string_view(level)) {
      target = level;
      return {};
    }
  return "debug, info, warning or error";
}

std::string put_path(const Words& words, std::filesystem::path& target) {
  std::string text;
  std::string expected = put_text(words, text);
  target = text;
  return expected;
}

/// An address without anything behind host and port.
std::string put_base(const Words& words, std::string& target) {
  std::string url;
  std::string expected = put_text(words, url);
  while (!url.empty() && url.back() == '/') url.pop_back();
  const std::size_t host = url.find("://");
  const bool known = url.starts_with("https://") || url.starts_with("http://");
  if (expected.empty() && !url.empty() && (!known || url.find('/', host + 3) != url.npos))
    expected = "an address such as https://edi.example.com";
  if (expected.empty()) target = url;
  return expected;
}

std::string put_roles(const Words& words, std::vector<std::string>& target) {
  const auto known = api::roles();
  std::vector<std::string> roles;
  for (const std::string& word : words) {
    if (word.empty()) continue;
    if (std::find(known.begin(), known.end(), word) == known.end())
      return "a list of roles such as [admin, supervisor]";
    roles.push_back(word);
  }
  target = std::move(roles);
  return {};
}

/// "GROUP=role" rows.
std::string put_group_roles(const Words& words, std::vector<std::string>& target) {
  std::vector<std::string> rows;
  for (const std::string& word : words) {
    if (word.empty()) continue;
    const std::size_t equals = word.rfind('=');
    std::vector<std::string> role;
    if (equals == 0 || equals == std::string::npos ||
        !put_roles({word.substr(equals + 1)}, role).empty() || role.empty())
      return "a list of groups with their roles, such as [edi-clerks=clerk, edi-admins=admin]";
    rows.push_back(word);
  }
  target = std::move(rows);
  return {};
}

// In the order of config/gateway.yaml.
const std::array kSettings{
    Setting{"configuration", ".",
            [](Settings& s, const Words& w) { return put_path(w, s.configuration); }},
    Setting{"state", "state", [](Settings& s, const Words& w) { return put_path(w, s.state); }},
    Setting{"log.level", "info",
            [](Settings& s, const Words& w) { return put_level(w, s.log_level); }},

    Setting{"store.path", "weighbridge.db",
            [](Settings& s, const Words& w) { return put_text(w, s.store); }},
    Setting{"store.lock_wait", "5s",
            [](Settings& s, const Words& w) {
              return put_time(w, s.store_options.lock_wait, 100ms, 60s);
            }},
    Setting{"store.message_bytes_max", "2GiB",
            [](Settings& s, const Words& w) {
              return put_size(w, s.store_options.message_bytes_max, kMiB, 2 * kGiB);
            }},
    Setting{"store.file_bytes_max", "0",
            [](Settings& s, const Words& w) {
              return put_size(w, s.store_options.file_bytes_max, 0, 16384 * kGiB);
            }},
    Setting{"spool.folder", "spool",
            [](Settings& s, const Words& w) { return put_path(w, s.spool.folder); }},
    Setting{"spool.in_memory_max", "1MiB",
            [](Settings& s, const Words& w) {
              return put_size(w, s.spool.in_memory_max, 4 * kKiB, 64 * kMiB);
            }},

    Setting{"http.listen", "127.0.0.1:8480",
            [](Settings& s, const Words& w) { return put_endpoints(w, s.http.listen); }},
    Setting{"http.threads", "2",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.http.threads, 1, 64);
            }},
    Setting{"http.tls.certificate", "",
            [](Settings& s, const Words& w) { return put_text(w, s.http.tls.certificate_file); }},
    Setting{"http.tls.key", "",
            [](Settings& s, const Words& w) { return put_text(w, s.http.tls.key_file); }},
    Setting{"http.tls.key_password", "",
            [](Settings& s, const Words& w) { return put_text(w, s.http.tls.key_password); }, true},
    Setting{"http.metrics_need_token", "false",
            [](Settings& s, const Words& w) { return put_switch(w, s.metrics_need_token); }},
    Setting{"http.limits.connections", "6000",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.http.limits.connections_max, 16, 100'000);
            }},
    Setting{"http.limits.requests", "512",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.http.limits.requests_max, 8, 10'000);
            }},
    Setting{"http.limits.header_bytes", "32KiB",
            [](Settings& s, const Words& w) {
              return put_number(put_size, w, s.http.limits.header_bytes_max, kKiB, kMiB);
            }},
    Setting{"http.limits.header_fields", "200",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.http.limits.fields_max, 16, 1000);
            }},
    Setting{"http.limits.message_bytes", "1GiB",
            [](Settings& s, const Words& w) {
              return put_size(w, s.bodies.message_bytes_max, kKiB, 2 * kGiB);
            }},
    Setting{"http.limits.document_bytes", "64MiB",
            [](Settings& s, const Words& w) {
              return put_size(w, s.bodies.document_bytes_max, kKiB, kGiB);
            }},
    Setting{"http.limits.as2_bytes", "2GiB",
            [](Settings& s, const Words& w) {
              return put_size(w, s.bodies.as2_bytes_max, kKiB, 2 * kGiB);
            }},
    Setting{
        "http.deadlines.header", "15s",
        [](Settings& s, const Words& w) { return put_time(w, s.http.deadlines.header, 1s, 300s); }},
    Setting{
        "http.deadlines.idle", "75s",
        [](Settings& s, const Words& w) { return put_time(w, s.http.deadlines.idle, 1s, 3600s); }},
    Setting{
        "http.deadlines.body", "20s",
        [](Settings& s, const Words& w) { return put_time(w, s.http.deadlines.body, 1s, 600s); }},
    Setting{"http.deadlines.body_bytes", "4KiB",
            [](Settings& s, const Words& w) {
              return put_size(w, s.http.deadlines.body_bytes_min, 1, kMiB);
            }},
    Setting{
        "http.deadlines.write", "30s",
        [](Settings& s, const Words& w) { return put_time(w, s.http.deadlines.write, 1s, 600s); }},
    Setting{
        "http.deadlines.drain", "20s",
        [](Settings& s, const Words& w) { return put_time(w, s.http.deadlines.drain, 1s, 600s); }},
    Setting{"sign_in.url", "",
            [](Settings& s, const Words& w) { return put_base(w, s.sign_in.url); }},
    Setting{"sign_in.idle", "30m",
            [](Settings& s, const Words& w) { return put_time(w, s.sign_in.idle, 1s, 86'400s); }},
    Setting{"sign_in.absolute", "12h",
            [](Settings& s, const Words& w) {
              return put_time(w, s.sign_in.absolute, 1s, 30 * 86'400s);
            }},
    Setting{"sign_in.password_length", "12",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.sign_in.password_length_min, 8, 100);
            }},
    Setting{"sign_in.user_attempts", "5",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.sign_in.user_attempts, 1, 100);
            }},
    Setting{"sign_in.address_attempts", "20",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.sign_in.address_attempts, 0, 10'000);
            }},
    Setting{"sign_in.totp", "",
            [](Settings& s, const Words& w) { return put_roles(w, s.sign_in.totp_roles); }},
    Setting{"sign_in.over_plain_http", "false",
            [](Settings& s, const Words& w) { return put_switch(w, s.sign_in.over_plain_http); }},
    Setting{"sign_in.oidc.issuer", "",
            [](Settings& s, const Words& w) { return put_text(w, s.sign_in.oidc.issuer); }},
    Setting{"sign_in.oidc.client_id", "",
            [](Settings& s, const Words& w) { return put_text(w, s.sign_in.oidc.client_id); }},
    Setting{"sign_in.oidc.client_secret", "",
            [](Settings& s, const Words& w) { return put_text(w, s.sign_in.oidc.client_secret); },
            true},
    Setting{"sign_in.oidc.scopes", "profile email",
            [](Settings& s, const Words& w) { return put_text(w, s.sign_in.oidc.scopes); }},
    Setting{"sign_in.oidc.groups_claim", "groups",
            [](Settings& s, const Words& w) { return put_text(w, s.sign_in.oidc.groups_claim); }},
    Setting{"sign_in.oidc.roles", "",
            [](Settings& s, const Words& w) { return put_group_roles(w, s.sign_in.oidc.roles); }},
    Setting{"sign_in.oidc.label", "Sign in with your company account",
            [](Settings& s, const Words& w) { return put_text(w, s.sign_in.oidc.label); }},
    Setting{"sign_in.oidc.internal", "false",
            [](Settings& s, const Words& w) { return put_switch(w, s.sign_in.oidc.internal); }},
    Setting{"work.threads", "4",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.work_threads, 1, 64);
            }},
    Setting{"work.queue", "1024",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.work_queue_max, 16, 100'000);
            }},

    Setting{"intake.waiting", "4096",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.intake.waiting_max, 16, 1'000'000);
            }},
    Setting{"intake.waiting_bytes", "256MiB",
            [](Settings& s, const Words& w) {
              return put_size(w, s.intake.waiting_bytes_max, kMiB, 16 * kGiB);
            }},
    Setting{"intake.group", "512",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.intake.group_max, 1, 10'000);
            }},
    Setting{"intake.group_bytes", "64MiB",
            [](Settings& s, const Words& w) {
              return put_size(w, s.intake.group_bytes_max, kMiB, kGiB);
            }},
    Setting{
        "intake.retry_after", "5s",
        [](Settings& s, const Words& w) { return put_time(w, s.intake.retry_after, 1s, 3600s); }},
    Setting{
        "intake.room_check", "5s",
        [](Settings& s, const Words& w) { return put_time(w, s.intake.room_check, 1s, 3600s); }},
    Setting{"worker.poll", "1s",
            [](Settings& s, const Words& w) { return put_time(w, s.worker.poll, 10ms, 60s); }},
    Setting{
        "worker.judge_time", "60s",
        [](Settings& s, const Words& w) { return put_time(w, s.worker.judge_time, 1s, 86'400s); }},
    Setting{"worker.answer_within", "1d",
            [](Settings& s, const Words& w) {
              return put_time(w, s.worker.answer_within, 60s, 30 * 86'400s);
            }},
    Setting{"worker.keep_bytes", "0s",
            [](Settings& s, const Words& w) {
              return put_time(w, s.worker.keep_bytes, 0s, 3650 * 86'400s);
            }},
    Setting{"outbox.threads", "4",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.outbox.threads, 1, 64);
            }},
    Setting{"outbox.per_receiver", "2",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.outbox.per_receiver_max, 1, 64);
            }},
    Setting{"outbox.poll", "1s",
            [](Settings& s, const Words& w) { return put_time(w, s.outbox.poll, 10ms, 60s); }},
    Setting{"outbox.breaker_after", "5",
            [](Settings& s, const Words& w) {
              return put_number(put_count, w, s.outbox.breaker_after, 1, 1000);
            }},
    Setting{"outbox.breaker_rest", "60s",
            [](Settings& s, const Words& w) {
              return put_time(w, s.outbox.breaker_rest, 1s, 86'400s);
            }},
    Setting{"ledger.key_file", "",
            [](Settings& s, const Words& w) { return put_text(w, s.ledger_key_file); }},
    Setting{"ledger.checkpoint_every", "1h",
            [](Settings& s, const Words& w) {
              return put_time(w, s.ledger_checkpoint_every, 1s, 30 * 86'400s);
            }},
};

}  // namespace

std::span<const Setting> setting_table() {
  return kSettings;
}

std::string environment_name(std::string_view key) {
  std::string name = "WEIGHBRIDGE_";
  for (const char c : key)
    name += c == '.' ? '_' : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  return name;
}

}  // namespace weighbridge::serve
