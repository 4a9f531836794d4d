// A person at a browser: keeps the cookie, and sends with it what a page of ours would send.
#pragma once

#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "tests/gateway/serve/running_gateway.hpp"

namespace weighbridge {

inline std::string json_text(const boost::json::object& object) {
  return boost::json::serialize(object);
}

class Browser {
 public:
  explicit Browser(const RunningGateway& gateway) : gateway_(&gateway) {}

  std::string origin() const { return "http://127.0.0.1:" + std::to_string(gateway_->port()); }

  Reply sign_in(const std::string& user, const std::string& password,
                const std::string& totp = {}) {
    boost::json::object form{{"user", user}, {"password", password}};
    if (!totp.empty()) form["totp"] = totp;
    return keep(post("/api/v1/session", json_text(form)));
  }
  Reply welcome(const std::string& code, const std::string& password) {
    return keep(
        post("/api/v1/session/welcome", json_text({{"code", code}, {"password", password}})));
  }

  Reply get(const std::string& path) const { return send("GET", path, ""); }
  Reply post(const std::string& path, const std::string& body) const {
    return send("POST", path, body);
  }
  Reply send(const std::string& method, const std::string& path, const std::string& body) const {
    Ask ask{method, path, "", body};
    ask.fields = {
        {"Host", origin().substr(7)}, {"Origin", origin()}, {"Sec-Fetch-Site", "same-origin"}};
    if (!body.empty()) ask.fields.emplace_back("Content-Type", "application/json");
    if (!cookie_.empty()) ask.fields.emplace_back("Cookie", cookie_);
    if (!csrf_.empty()) ask.fields.emplace_back("X-CSRF-Token", csrf_);
    return gateway_->ask(ask);
  }
  /// Takes cookie and CSRF token from an answer.
  Reply keep(Reply reply) {
    const std::string set = reply.field("Set-Cookie");
    if (!set.empty()) cookie_ = set.substr(0, set.find(';'));
    if (reply.status != 200) return reply;
    const boost::json::value body = boost::json::parse(reply.body);
    if (const auto* csrf = body.as_object().if_contains("csrf"); csrf != nullptr)
      csrf_ = std::string(csrf->as_string());
    return reply;
  }

  const std::string& cookie() const { return cookie_; }
  const std::string& csrf() const { return csrf_; }

 private:
  const RunningGateway* gateway_;
  std::string cookie_, csrf_;
};

}  // namespace weighbridge
