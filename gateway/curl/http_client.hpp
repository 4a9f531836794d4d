// Requests to other people's HTTP servers, one at a time on the caller's thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/curl/address_guard.hpp"
#include "gateway/curl/secret.hpp"

namespace weighbridge::curl {

/// How we say who we are. At most one is set.
struct HttpSignIn {
  Secret bearer;
  std::string user;  ///< Basic
  Secret password;
  std::string header;  ///< a header of its own, such as X-API-Key
  Secret header_value;
  std::string token_url;  ///< OAuth 2 client credentials (RFC 6749, section 4.4)
  std::string client_id, scope;
  Secret client_secret;
  bool operator==(const HttpSignIn&) const = default;
};

/// What holds for every request to one server.
struct HttpPeer {
  HttpSignIn sign_in;
  Network network = Network::open;
  std::string ca_file;  ///< who vouches for it; empty: the system's
  std::string pin;      ///< sha256//..., of its public key, beside what vouches for it
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds timeout{60};                 ///< of the whole request
  std::uint64_t response_bytes_max = 16ULL << 20U;  ///< beyond, the request has failed
  bool operator==(const HttpPeer&) const = default;
};

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct HttpResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;

  /// The first header of that name (in lower case).
  std::optional<std::string_view> header(std::string_view name) const;
  /// Retry-After (RFC 9110, section 10.2.3), in seconds or as a date, up to a day.
  std::optional<std::chrono::seconds> retry_after() const;
};

/// No answer came.
struct HttpFailure {
  bool transient = true;  ///< false: the same request would fail again (a certificate, an address)
  std::string message, mend;
};

using HttpResult = std::variant<HttpResponse, HttpFailure>;

/// Sends requests, from any thread. Keeps the tokens that it was given (OAuth 2) while they live.
class HttpClient {
 public:
  HttpClient();
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Sends one request and reads the answer. Redirects are not followed: they could lead anywhere.
  /// Blocks within the peer's timeouts; throws nothing for what the world does.
  HttpResult send(const HttpRequest& request, const HttpPeer& peer);

 private:
  class Tokens;
  std::unique_ptr<Tokens> tokens_;
};

}  // namespace weighbridge::curl
