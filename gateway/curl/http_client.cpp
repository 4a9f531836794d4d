#include "gateway/curl/http_client.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <map>
#include <mutex>

#include <sys/socket.h>
#include <unistd.h>

#include "gateway/curl/handle.hpp"
#include "parsers/json/document.hpp"

namespace weighbridge::curl {
namespace {

using std::chrono::seconds;

constexpr std::size_t kHeaderBytesMax = 64U << 10U;
constexpr seconds kRetryAfterMax{86'400};

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return low;
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

/// A value from outside must not begin a header of its own.
std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return text;
}

/// What one exchange gathers; libcurl's callbacks write into it.
struct Exchange {
  HttpResponse response;
  std::uint64_t bytes_max = 0;
  std::size_t header_bytes = 0;
  Network network = Network::open;
  bool too_large = false;
  bool forbidden = false;
};

std::size_t take_body(const char* data, std::size_t size, std::size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  const std::size_t bytes = size * count;
  if (exchange.response.body.size() + bytes > exchange.bytes_max) {
    exchange.too_large = true;
    return 0;
  }
  exchange.response.body.append(data, bytes);
  return bytes;
}

std::size_t take_header(const char* data, std::size_t size, std::size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  const std::string_view line(data, size * count);
  exchange.header_bytes += line.size();
  if (exchange.header_bytes > kHeaderBytesMax) {
    exchange.too_large = true;
    return 0;
  }
  if (line.starts_with("HTTP/")) exchange.response.headers.clear();  // after a 100 Continue
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos)
    exchange.response.headers.emplace_back(lower(line.substr(0, colon)),
                                           trimmed(line.substr(colon + 1)));
  return line.size();
}

/// Looked at once the name is resolved, for each address that is tried.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& exchange = *static_cast<Exchange*>(user);
  if (!may_connect(address->addr, exchange.network)) {
    exchange.forbidden = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void set_peer(Handle& handle, const HttpPeer& peer, Exchange& exchange) {
  handle.set(CURLOPT_PROTOCOLS_STR, "http,https");
  handle.set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(peer.connect_timeout.count()));
  handle.set(CURLOPT_TIMEOUT, static_cast<long>(peer.timeout.count()));
  if (!peer.ca_file.empty()) handle.set(CURLOPT_CAINFO, peer.ca_file);
  if (!peer.pin.empty()) handle.set(CURLOPT_PINNEDPUBLICKEY, peer.pin);
  exchange.bytes_max = peer.response_bytes_max;
  exchange.network = peer.network;
  handle.set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  handle.set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&exchange));
  handle.set(CURLOPT_WRITEFUNCTION, &take_body);
  handle.set(CURLOPT_WRITEDATA, static_cast<void*>(&exchange));
  handle.set(CURLOPT_HEADERFUNCTION, &take_header);
  handle.set(CURLOPT_HEADERDATA, static_cast<void*>(&exchange));
}

/// Whether the same request would fail again however often it is sent.
bool is_permanent(CURLcode code) {
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
      return true;
    default:
      return false;
  }
}

HttpFailure failure_of(CURLcode code, const Handle& handle, const Exchange& exchange) {
  if (exchange.forbidden)
    return {false, "the address is in a network that may not be reached from here",
            "correct the address; if a private network is meant, say `network: internal`"};
  if (exchange.too_large)
    return {false, "the answer is larger than we read", "ask for less, or in pages"};
  if (is_permanent(code))
    return {false, handle.problem(code), "check the address, its certificate, and `ca_file`"};
  return {true, handle.problem(code), "check that the server is there and can be reached"};
}

HttpResult exchange(const HttpRequest& request, const HttpPeer& peer, const List& headers,
                    const std::string& user, const std::string& password) {
  Handle handle;
  Exchange exchange;
  set_peer(handle, peer, exchange);
  handle.set(CURLOPT_URL, request.url);
  handle.set(CURLOPT_HTTPHEADER, headers.get());
  if (!user.empty()) {
    handle.set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    handle.set(CURLOPT_USERNAME, user);
    handle.set(CURLOPT_PASSWORD, password);
  }
  if (request.method != "GET") {
    handle.set(CURLOPT_POST, 1L);
    handle.set(CURLOPT_CUSTOMREQUEST, request.method);
    handle.set(CURLOPT_POSTFIELDS, request.body.data());
    handle.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  }
  const CURLcode code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) return failure_of(code, handle, exchange);
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  exchange.response.status = static_cast<int>(status);
  return std::move(exchange.response);
}

HttpFailure no_secret(const Secret& secret) {
  return {true, "there is no secret in " + secret.where(),
          "write it there, readable by the gateway alone"};
}

/// The text of a JSON object's member; empty when there is none.
std::string member_of(const std::string& text, std::string_view name) {
  Findings ignored;
  const auto document = json::Document::parse(text, ignored);
  const auto member = document ? document->root().find(name) : std::nullopt;
  return member ? std::string(member->text()) : std::string();
}

struct Token {
  std::string text;
  std::chrono::steady_clock::time_point until;
};

std::string token_key(const HttpSignIn& sign_in) {
  return sign_in.token_url + '\n' + sign_in.client_id + '\n' + sign_in.scope;
}

}  // namespace

/// Servers count how many tokens are asked for, so one serves many requests.
class HttpClient::Tokens {
 public:
  std::variant<std::string, HttpFailure> get(const HttpPeer& peer) {
    const HttpSignIn& sign_in = peer.sign_in;
    const auto now = std::chrono::steady_clock::now();
    {
      const std::scoped_lock lock(mutex_);
      const auto known = known_.find(token_key(sign_in));
      if (known != known_.end() && now < known->second.until) return known->second.text;
    }
    const auto secret = sign_in.client_secret.read();
    if (!secret) return no_secret(sign_in.client_secret);
    HttpRequest request{"POST", sign_in.token_url, {}, "grant_type=client_credentials"};
    if (!sign_in.scope.empty()) request.body += "&scope=" + escaped(sign_in.scope);
    request.body +=
        "&client_id=" + escaped(sign_in.client_id) + "&client_secret=" + escaped(*secret);
    HttpPeer plain = peer;
    plain.sign_in = {};
    List headers;
    headers.add("Content-Type: application/x-www-form-urlencoded");
    headers.add("Accept: application/json");
    const HttpResult answer = exchange(request, plain, headers, {}, {});
    if (const auto* failure = std::get_if<HttpFailure>(&answer)) return *failure;
    return keep(std::get<HttpResponse>(answer), sign_in, now);
  }

  void forget(const HttpSignIn& sign_in) {
    const std::scoped_lock lock(mutex_);
    known_.erase(token_key(sign_in));
  }

 private:
  std::variant<std::string, HttpFailure> keep(const HttpResponse& response,
                                              const HttpSignIn& sign_in,
                                              std::chrono::steady_clock::time_point now) {
    const std::string token = member_of(response.body, "access_token");
    if (response.status != 200 || token.empty())
      return HttpFailure{
          response.status >= 500 || response.status == 429,
          "no token: " + sign_in.token_url + " answered " + std::to_string(response.status),
          "check client_id, client_secret and scope"};
    const std::string text = member_of(response.body, "expires_in");
    int lives = 0;
    std::from_chars(text.data(), text.data() + text.size(), lives);
    constexpr int kEarly = 60;  // a token that ends on its way is none
    const std::scoped_lock lock(mutex_);
    known_[token_key(sign_in)] = {token,
                                  now + seconds(std::max(0, std::min(lives, 86'400) - kEarly))};
    return token;
  }

  std::mutex mutex_;
  std::map<std::string, Token> known_;
};

HttpClient::HttpClient() : tokens_(std::make_unique<Tokens>()) {}

HttpClient::~HttpClient() = default;

std::optional<std::string_view> HttpResponse::header(std::string_view name) const {
  for (const auto& [known, value] : headers)
    if (known == name) return value;
  return std::nullopt;
}

std::optional<seconds> HttpResponse::retry_after() const {
  const auto text = header("retry-after");
  if (!text) return std::nullopt;
  long count = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), count);
  if (error != std::errc{} || end != text->data() + text->size()) {
    const std::time_t at = curl_getdate(std::string(*text).c_str(), nullptr);
    if (at < 0) return std::nullopt;
    count = static_cast<long>(at - std::time(nullptr));
  }
  return std::clamp(seconds(count), seconds(0), kRetryAfterMax);
}

HttpResult HttpClient::send(const HttpRequest& request, const HttpPeer& peer) {
  const HttpSignIn& sign_in = peer.sign_in;
  List headers;
  headers.add("Expect:");  // nobody waits a second for a 100 that old servers never send
  for (const auto& [name, value] : request.headers) headers.add(name + ": " + one_line(value));
  std::string password;
  const Secret* const wanted = !sign_in.bearer.empty()         ? &sign_in.bearer
                               : !sign_in.password.empty()     ? &sign_in.password
                               : !sign_in.header_value.empty() ? &sign_in.header_value
                                                               : nullptr;
  if (wanted != nullptr) {
    auto secret = wanted->read();
    if (!secret) return no_secret(*wanted);
    if (wanted == &sign_in.bearer) headers.add("Authorization: Bearer " + *secret);
    if (wanted == &sign_in.header_value) headers.add(sign_in.header + ": " + *secret);
    if (wanted == &sign_in.password) password = std::move(*secret);
  }
  if (!sign_in.token_url.empty()) {
    const auto token = tokens_->get(peer);
    if (const auto* failure = std::get_if<HttpFailure>(&token)) return *failure;
    headers.add("Authorization: Bearer " + std::get<std::string>(token));
  }
  HttpResult answer = exchange(request, peer, headers, sign_in.user, password);
  const auto* response = std::get_if<HttpResponse>(&answer);
  if (response != nullptr && response->status == 401 && !sign_in.token_url.empty())
    tokens_->forget(sign_in);  // revoked before its time; the next try asks for another
  return answer;
}

}  // namespace weighbridge::curl
