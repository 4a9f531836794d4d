#include "gateway/people/oidc.hpp"

#include <algorithm>
#include <charconv>

#include "cases/sha256.hpp"
#include "gateway/curl/url_text.hpp"
#include "gateway/people/secrets.hpp"
#include "parsers/json/document.hpp"

namespace weighbridge::people {
namespace {

constexpr std::chrono::minutes kPendingFor{10};
constexpr std::chrono::hours kProviderFor{1};
/// Unknown keys make us ask again, but not at every token that somebody invents.
constexpr std::chrono::seconds kAskedAgain{3};
constexpr std::size_t kPendingMax = 1000;
constexpr std::chrono::seconds kClockSkew{60};

/// The code challenge of a verifier (RFC 7636, 4.2).
std::string challenge_of(const std::string& verifier) {
  const std::string hex = cases::sha256_hex(verifier);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned byte = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    bytes += static_cast<char>(byte);
  }
  return base64url(bytes);
}

std::string text_of(const json::Value& object, std::string_view name) {
  const std::optional<json::Value> member = object.find(name);
  if (!member || member->kind() != json::Kind::string) return {};
  return std::string(member->text());
}

/// One text, or a list of them.
std::vector<std::string> texts_of(const json::Value& object, std::string_view name) {
  std::vector<std::string> texts;
  const std::optional<json::Value> member = object.find(name);
  if (!member) return texts;
  if (member->kind() == json::Kind::string) texts.emplace_back(member->text());
  if (member->kind() != json::Kind::array) return texts;
  for (const json::Value item : *member)
    if (item.kind() == json::Kind::string) texts.emplace_back(item.text());
  return texts;
}

/// Seconds since 1970; fractions are dropped.
std::optional<Instant> time_of(const json::Value& object, std::string_view name) {
  const std::optional<json::Value> member = object.find(name);
  if (!member || member->kind() != json::Kind::number) return std::nullopt;
  std::int64_t seconds = 0;
  const std::string_view text = member->text();
  if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec != std::errc())
    return std::nullopt;
  constexpr std::int64_t kYear9999 = 253'402'300'799;
  if (seconds < 0 || seconds > kYear9999) return std::nullopt;
  return Instant{std::chrono::seconds{seconds}};
}

std::string form_of(const std::vector<std::pair<std::string, std::string>>& values) {
  std::string form;
  for (const auto& [name, value] : values)
    form += (form.empty() ? "" : "&") + name + '=' + curl::url_escaped(value);
  return form;
}

bool has(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

Oidc::Oidc(OidcSettings settings, std::string redirect)
    : settings_(std::move(settings)), redirect_(std::move(redirect)) {}

curl::HttpPeer Oidc::peer() const {
  curl::HttpPeer peer;
  peer.network = settings_.internal ? curl::Network::internal : curl::Network::open;
  peer.timeout = std::chrono::seconds{10};
  peer.response_bytes_max = 1U << 20U;
  return peer;
}

std::variant<std::string, OidcFailure> Oidc::fetch(const std::string& url) {
  curl::HttpRequest request;
  request.url = url;
  request.headers = {{"Accept", "application/json"}};
  const curl::HttpResult result = client_.send(request, peer());
  if (const auto* failure = std::get_if<curl::HttpFailure>(&result))
    return OidcFailure{"the provider does not answer: " + failure->message};
  const auto& response = std::get<curl::HttpResponse>(result);
  if (response.status != 200)
    return OidcFailure{"the provider answers " + std::to_string(response.status)};
  return response.body;
}

std::variant<Oidc::Provider, OidcFailure> Oidc::discover() {
  auto found = fetch(settings_.issuer + "/.well-known/openid-configuration");
  if (auto* failure = std::get_if<OidcFailure>(&found)) return std::move(*failure);
  const std::string text = std::get<std::string>(found);
  Findings findings;
  const auto document = json::Document::parse(text, findings);
  if (!document) return OidcFailure{"what the provider says of itself is no JSON"};
  // Or one provider could speak for another (Discovery, 4.3).
  if (text_of(document->root(), "issuer") != settings_.issuer)
    return OidcFailure{"the provider calls itself by another name than sign_in.oidc.issuer"};
  Provider provider;
  provider.authorization = text_of(document->root(), "authorization_endpoint");
  provider.token = text_of(document->root(), "token_endpoint");
  provider.keys_url = text_of(document->root(), "jwks_uri");
  if (provider.authorization.empty() || provider.token.empty() || provider.keys_url.empty())
    return OidcFailure{"the provider does not say where its endpoints are"};
  auto keys = fetch(provider.keys_url);
  if (auto* failure = std::get_if<OidcFailure>(&keys)) return std::move(*failure);
  provider.keys = read_key_set(std::get<std::string>(keys));
  if (provider.keys.empty()) return OidcFailure{"the provider has no key for RS256 or ES256"};
  provider.asked_at = std::chrono::steady_clock::now();
  return provider;
}

std::variant<Oidc::Provider, OidcFailure> Oidc::provider(bool ask_again) {
  {
    const std::lock_guard lock(mutex_);
    if (provider_) {
      const auto age = std::chrono::steady_clock::now() - provider_->asked_at;
      if (age < (ask_again ? std::chrono::duration_cast<std::chrono::seconds>(kAskedAgain)
                           : std::chrono::duration_cast<std::chrono::seconds>(kProviderFor)))
        return *provider_;
    }
  }
  auto asked = discover();
  if (const auto* fresh = std::get_if<Provider>(&asked)) {
    const std::lock_guard lock(mutex_);
    provider_ = *fresh;
  }
  return asked;
}

std::variant<Oidc::Begun, OidcFailure> Oidc::begin() {
  auto asked = provider(false);
  if (auto* failure = std::get_if<OidcFailure>(&asked)) return std::move(*failure);
  const auto now = std::chrono::steady_clock::now();
  const Pending pending{new_secret(), new_secret(), now + kPendingFor};
  Begun begun{std::get<Provider>(asked).authorization, new_secret()};
  const std::string scopes = "openid" + (settings_.scopes.empty() ? "" : ' ' + settings_.scopes);
  begun.url += (begun.url.find('?') == std::string::npos ? '?' : '&') +
               form_of({{"response_type", "code"},
                        {"client_id", settings_.client_id},
                        {"redirect_uri", redirect_},
                        {"scope", scopes},
                        {"state", begun.state},
                        {"nonce", pending.nonce},
                        {"code_challenge", challenge_of(pending.verifier)},
                        {"code_challenge_method", "S256"}});
  const std::lock_guard lock(mutex_);
  std::erase_if(pending_, [&](const auto& entry) { return entry.second.until < now; });
  if (pending_.size() >= kPendingMax)
    pending_.erase(std::min_element(
        pending_.begin(), pending_.end(),
        [](const auto& a, const auto& b) { return a.second.until < b.second.until; }));
  pending_[digest_of(begun.state)] = pending;
  return begun;
}

std::optional<Oidc::Pending> Oidc::take(const std::string& state) {
  const std::lock_guard lock(mutex_);
  const auto found = pending_.find(digest_of(state));
  if (found == pending_.end()) return std::nullopt;
  const Pending pending = found->second;
  pending_.erase(found);
  if (pending.until < std::chrono::steady_clock::now()) return std::nullopt;
  return pending;
}

std::variant<std::string, OidcFailure> Oidc::exchange(const Provider& provider,
                                                      const std::string& code,
                                                      const std::string& verifier) {
  std::vector<std::pair<std::string, std::string>> form{{"grant_type", "authorization_code"},
                                                        {"code", code},
                                                        {"redirect_uri", redirect_},
                                                        {"client_id", settings_.client_id},
                                                        {"code_verifier", verifier}};
  if (!settings_.client_secret.empty()) form.emplace_back("client_secret", settings_.client_secret);
  curl::HttpRequest request;
  request.method = "POST";
  request.url = provider.token;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  request.body = form_of(form);
  const curl::HttpResult result = client_.send(request, peer());
  if (const auto* failure = std::get_if<curl::HttpFailure>(&result))
    return OidcFailure{"the provider gives no token: " + failure->message};
  const auto& response = std::get<curl::HttpResponse>(result);
  if (response.status != 200)
    return OidcFailure{"the provider gives no token: " + std::to_string(response.status)};
  Findings findings;
  const auto document = json::Document::parse(response.body, findings);
  std::string token = document ? text_of(document->root(), "id_token") : "";
  if (token.empty()) return OidcFailure{"the provider's answer holds no id_token"};
  return token;
}

std::variant<Identity, OidcFailure> Oidc::finish(const std::string& state, std::string_view cookie,
                                                 const std::string& code, Instant now) {
  if (state.empty() || !same_secret(state, cookie))
    return OidcFailure{"it was begun in another browser"};
  const std::optional<Pending> pending = take(state);
  if (!pending) return OidcFailure{"it was not begun here, or too long ago"};
  auto asked = provider(false);
  if (auto* failure = std::get_if<OidcFailure>(&asked)) return std::move(*failure);
  auto given = exchange(std::get<Provider>(asked), code, pending->verifier);
  if (auto* failure = std::get_if<OidcFailure>(&given)) return std::move(*failure);
  const std::string token = std::get<std::string>(given);
  std::optional<VerifiedToken> verified = verify_token(token, std::get<Provider>(asked).keys);
  if (!verified) {
    // The provider may have new keys.
    asked = provider(true);
    if (auto* failure = std::get_if<OidcFailure>(&asked)) return std::move(*failure);
    verified = verify_token(token, std::get<Provider>(asked).keys);
  }
  if (!verified) return OidcFailure{"no key of the provider signed the token"};
  return identity_of(verified->claims, settings_, pending->nonce, now);
}

std::variant<Identity, OidcFailure> identity_of(std::string_view claims,
                                                const OidcSettings& settings,
                                                std::string_view nonce, Instant now) {
  Findings findings;
  const auto document = json::Document::parse(claims, findings);
  if (!document || !findings.empty()) return OidcFailure{"the claims are no JSON"};
  const json::Value root = document->root();
  if (text_of(root, "iss") != settings.issuer) return OidcFailure{"another provider's token"};
  const std::vector<std::string> audience = texts_of(root, "aud");
  if (!has(audience, settings.client_id)) return OidcFailure{"the token is for somebody else"};
  const std::string party = text_of(root, "azp");
  if (audience.size() > 1 && party.empty()) return OidcFailure{"the token is for several"};
  if (!party.empty() && party != settings.client_id)
    return OidcFailure{"the token was given to somebody else"};
  const std::optional<Instant> ends = time_of(root, "exp"), made = time_of(root, "iat");
  if (!ends || *ends + kClockSkew <= now) return OidcFailure{"the token is too old"};
  if (!made || *made > now + kClockSkew) return OidcFailure{"the token is from the future"};
  if (nonce.empty() || !same_secret(text_of(root, "nonce"), nonce))
    return OidcFailure{"the token is of another sign-in"};
  Identity identity{settings.issuer, text_of(root, "sub"), text_of(root, "preferred_username"),
                    text_of(root, "name"), texts_of(root, settings.groups_claim)};
  if (identity.subject.empty()) return OidcFailure{"the token does not say who it is"};
  if (identity.user.empty()) identity.user = text_of(root, "email");
  return identity;
}

}  // namespace weighbridge::people
