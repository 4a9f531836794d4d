#include "gateway/partners/http_section.hpp"

namespace weighbridge::partners {
namespace {

using namespace std::chrono_literals;

std::chrono::seconds in_seconds(std::chrono::milliseconds duration) {
  return std::chrono::duration_cast<std::chrono::seconds>(duration);
}

curl::HttpSignIn read_sign_in(const yaml::Node& node, maps::TableReader& table) {
  SectionReader auth(node, "auth", table);
  curl::HttpSignIn sign_in;
  if (!auth.has_only({"bearer", "bearer_file", "bearer_env", "user", "password", "password_file",
                      "password_env", "header", "value", "value_file", "value_env", "token_url",
                      "client_id", "client_secret", "client_secret_file", "client_secret_env",
                      "scope"}))
    return sign_in;
  sign_in.bearer = auth.secret("bearer");
  sign_in.user = auth.text("user");
  sign_in.password = auth.secret("password");
  sign_in.header = auth.text("header");
  sign_in.header_value = auth.secret("value");
  sign_in.token_url = auth.text("token_url");
  sign_in.client_id = auth.text("client_id");
  sign_in.client_secret = auth.secret("client_secret");
  sign_in.scope = auth.text("scope");
  const int ways = (sign_in.bearer.empty() ? 0 : 1) + (sign_in.user.empty() ? 0 : 1) +
                   (sign_in.header.empty() ? 0 : 1) + (sign_in.token_url.empty() ? 0 : 1);
  const bool is_whole = sign_in.user.empty() == sign_in.password.empty() &&
                        sign_in.header.empty() == sign_in.header_value.empty() &&
                        sign_in.token_url.empty() == sign_in.client_secret.empty() &&
                        sign_in.token_url.empty() == sign_in.client_id.empty();
  if (ways != 1 || !is_whole)
    table.error(node, "it is not clear how to sign in",
                "give one of `bearer_file`; `user` and `password_file`; `header` and `value_file`; "
                "`token_url`, `client_id` and `client_secret_file`");
  return sign_in;
}

}  // namespace

curl::HttpPeer read_http_peer(SectionReader& section) {
  curl::HttpPeer peer;
  if (const yaml::Node* auth = section.find("auth"))
    peer.sign_in = read_sign_in(*auth, section.table());
  const std::string network = section.text("network", "open");
  peer.network = network == "internal" ? curl::Network::internal : curl::Network::open;
  if (network != "internal" && network != "open")
    section.table().error(*section.find("network"), "there is no network `" + network + "`",
                          "write open, for the public internet, or internal, for private networks "
                          "and this host too");
  peer.ca_file = section.path("ca_file");
  peer.pin = section.text("pin");
  peer.connect_timeout =
      in_seconds(section.duration("connect_timeout", peer.connect_timeout, 1s, 5min));
  peer.timeout = in_seconds(section.duration("timeout", peer.timeout, 1s, 1h));
  peer.response_bytes_max = section.bytes("response_bytes_max", peer.response_bytes_max);
  return peer;
}

std::string read_url(SectionReader& section, const curl::HttpPeer& peer) {
  std::string url = section.needed("url", "url: https://acme.example/inbox");
  const bool plain = url.starts_with("http://");
  if (!url.empty() && !plain && !url.starts_with("https://"))
    section.table().error(*section.find("url"), "this is no address: " + url,
                          "write https://HOST/PATH");
  if (plain && peer.network == curl::Network::open)
    section.table().error(*section.find("url"), "what goes there can be read on its way",
                          "use https; http is for `network: internal` alone");
  return url;
}

std::optional<deliver::HttpTarget> http_section(const PartnerSections& partner,
                                                std::vector<TableError>& errors) {
  const yaml::Node* node = partner.section("http");
  if (node == nullptr) return std::nullopt;
  maps::TableReader table(partner.path, errors);
  SectionReader section(*node, "http", table);
  if (!section.has_only({"url", "auth", "network", "ca_file", "pin", "connect_timeout", "timeout",
                         "response_bytes_max"}))
    return std::nullopt;
  deliver::HttpTarget target;
  target.partner = partner.name;
  target.peer = read_http_peer(section);
  target.url = read_url(section, target.peer);
  if (table.failed()) return std::nullopt;
  return target;
}

}  // namespace weighbridge::partners
