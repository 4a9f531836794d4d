#include "gateway/partners/remote_section.hpp"

#include "gateway/partners/section_reader.hpp"

namespace weighbridge::partners {
namespace {

using curl::RemoteKind;
using curl::RemoteServer;
using namespace std::chrono_literals;

constexpr std::uint16_t kSshPort = 22, kFtpPort = 21, kImplicitPort = 990;

std::chrono::seconds in_seconds(std::chrono::milliseconds duration) {
  return std::chrono::duration_cast<std::chrono::seconds>(duration);
}

void read_identity(SectionReader& section, RemoteServer& server) {
  server.key_file = section.path("key_file");
  server.key_password = section.secret("key_password");
  server.host_keys = section.texts("host_keys");
  if (server.host_keys.empty())
    section.table().error(section.node(), "nothing says which host is the right one",
                          "add `host_keys`: what `ssh-keyscan HOST | ssh-keygen -lf -` prints, "
                          "once the partner has confirmed it");
  if (const yaml::Node* keys = section.find("host_keys"))
    for (const yaml::Node* key : section.table().one_or_more(*keys, "host_keys"))
      if (!key->text.starts_with("SHA256:"))
        section.table().error(*key, "this is no fingerprint: " + key->text,
                              "write it as ssh-keygen does: SHA256:... without `=` at the end");
  if (server.key_file.empty() == server.password.empty())
    section.table().error(section.node(), "it is not clear how to sign in",
                          "give either `key_file` or `password_file`");
}

void read_certificate(SectionReader& section, RemoteServer& server) {
  server.implicit = section.flag("implicit", false);
  server.ca_file = section.path("ca_file");
  server.pin = section.text("pin");
  if (!server.pin.empty() && !server.pin.starts_with("sha256//"))
    section.table().error(*section.find("pin"), "this is no pin of a public key: " + server.pin,
                          "write sha256// and the base64 of the key's SHA-256");
  if (server.password.empty())
    section.table().error(section.node(), "it is not clear how to sign in",
                          "give `password_file` or `password_env`");
}

void read_fetch(const yaml::Node& node, maps::TableReader& table, RemoteServer& server) {
  SectionReader fetch(node, "fetch", table);
  if (!fetch.has_only({"from", "move_to", "remove", "files", "every", "settle", "bytes_max"}))
    return;
  server.fetch_from = fetch.needed("from", "from: /out");
  server.move_to = fetch.text("move_to");
  if (server.move_to.empty() != fetch.flag("remove", false))
    table.error(node, "it is not clear what becomes of a file that was taken",
                "say either `move_to: FOLDER` or `remove: true`");
  server.files = fetch.texts("files");
  server.every = fetch.duration("every", server.every, 1s, 24h);
  server.settle = fetch.duration("settle", server.settle, 0ms, 1h);
  server.bytes_max = fetch.bytes("bytes_max", server.bytes_max);
}

}  // namespace

std::optional<RemoteServer> remote_section(const PartnerSections& partner, RemoteKind kind,
                                           std::vector<TableError>& errors) {
  const std::string name = channel_name(kind);
  const yaml::Node* node = partner.section(name);
  if (node == nullptr) return std::nullopt;
  maps::TableReader table(partner.path, errors);
  SectionReader section(*node, name, table);
  const bool known =
      kind == RemoteKind::sftp
          ? section.has_only({"host", "port", "user", "password", "password_file", "password_env",
                              "key_file", "key_password", "key_password_file", "key_password_env",
                              "host_keys", "fetch", "send", "connect_timeout", "stall_timeout"})
          : section.has_only({"host", "port", "user", "password", "password_file", "password_env",
                              "ca_file", "pin", "implicit", "fetch", "send", "connect_timeout",
                              "stall_timeout"});
  if (!known) return std::nullopt;
  RemoteServer server;
  server.kind = kind;
  server.partner = partner.name;
  server.host = section.needed("host", "host: sftp.acme.example");
  server.user = section.needed("user", "user: northgate");
  server.password = section.secret("password");
  if (kind == RemoteKind::sftp)
    read_identity(section, server);
  else
    read_certificate(section, server);
  const std::uint16_t usual = kind == RemoteKind::sftp ? kSshPort
                              : server.implicit        ? kImplicitPort
                                                       : kFtpPort;
  server.port = static_cast<std::uint16_t>(section.number("port", usual, 1, 65'535));
  server.connect_timeout =
      in_seconds(section.duration("connect_timeout", server.connect_timeout, 1s, 5min));
  server.stall_timeout =
      in_seconds(section.duration("stall_timeout", server.stall_timeout, 1s, 1h));
  if (const yaml::Node* fetch = section.find("fetch")) read_fetch(*fetch, table, server);
  if (const yaml::Node* send = section.find("send")) {
    SectionReader to(*send, "send", table);
    if (to.has_only({"to"})) server.send_to = to.needed("to", "to: /in");
  }
  if (server.fetch_from.empty() && server.send_to.empty())
    table.error(*node, "nothing is fetched and nothing is sent",
                "add `fetch: {from: FOLDER, move_to: FOLDER}` or `send: {to: FOLDER}`");
  if (table.failed()) return std::nullopt;
  return server;
}

}  // namespace weighbridge::partners
