#include "gateway/api/token.hpp"

#include <sodium.h>

#include "gateway/people/password.hpp"
#include "gateway/people/secrets.hpp"

namespace weighbridge::api {
namespace {

constexpr std::string_view kPrefix = "wb_";
constexpr std::size_t kIdBytes = 6, kIdDigits = 2 * kIdBytes;
constexpr std::size_t kSecretDigits = 43;

/// `bytes` in lower-case hex digits.
std::string hex(std::string_view bytes) {
  const void* generic = bytes.data();
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), static_cast<const unsigned char*>(generic),
                 bytes.size());
  text.pop_back();
  return text;
}

}  // namespace

NewToken make_token() {
  NewToken token;
  token.id = hex(people::random_bytes(kIdBytes));
  token.text = std::string(kPrefix) + token.id + '_' + people::new_secret();
  token.hash = people::hash_password(token.text);
  return token;
}

std::optional<std::string> token_id(std::string_view text) {
  constexpr std::size_t kSize = kPrefix.size() + kIdDigits + 1 + kSecretDigits;
  if (text.size() != kSize || !text.starts_with(kPrefix)) return std::nullopt;
  if (text[kPrefix.size() + kIdDigits] != '_') return std::nullopt;
  const std::string_view id = text.substr(kPrefix.size(), kIdDigits);
  if (id.find_first_not_of("0123456789abcdef") != std::string_view::npos) return std::nullopt;
  return std::string(id);
}

std::string token_digest(std::string_view text) {
  static const std::string kKey = people::random_bytes(crypto_generichash_KEYBYTES);
  return people::derived_secret(kKey, text);
}

}  // namespace weighbridge::api
