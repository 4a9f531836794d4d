#include "gateway/api/token.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <sodium.h>

namespace weighbridge::api {
namespace {

constexpr std::string_view kPrefix = "wb_";
constexpr std::size_t kIdBytes = 6, kIdDigits = 2 * kIdBytes;
constexpr std::size_t kSecretBytes = 32, kSecretDigits = 43;

void require_sodium() {
  static const int kReady = sodium_init();
  if (kReady < 0) throw std::runtime_error("libsodium finds no source of randomness");
}

template <std::size_t N>
std::array<unsigned char, N> random_bytes() {
  std::array<unsigned char, N> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

template <std::size_t N>
std::string hex(const std::array<unsigned char, N>& bytes) {
  std::string text(2 * N + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), N);
  text.pop_back();
  return text;
}

}  // namespace

NewToken make_token() {
  require_sodium();
  NewToken token;
  token.id = hex(random_bytes<kIdBytes>());
  const auto secret = random_bytes<kSecretBytes>();
  std::string digits(kSecretDigits + 1, '\0');
  sodium_bin2base64(digits.data(), digits.size(), secret.data(), secret.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  digits.pop_back();
  token.text = std::string(kPrefix) + token.id + '_' + digits;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), token.text.data(), token.text.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw std::bad_alloc();
  token.hash = hash.data();
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

bool holds_token(const std::string& hash, std::string_view text) {
  require_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
}

std::string token_digest(std::string_view text) {
  require_sodium();
  static const auto kKey = random_bytes<crypto_generichash_KEYBYTES>();
  std::array<unsigned char, crypto_generichash_BYTES> digest{};
  const void* bytes = text.data();
  crypto_generichash(digest.data(), digest.size(), static_cast<const unsigned char*>(bytes),
                     text.size(), kKey.data(), kKey.size());
  return hex(digest);
}

}  // namespace weighbridge::api
