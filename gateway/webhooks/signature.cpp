#include "gateway/webhooks/signature.hpp"

#include <array>

#include <sodium.h>

namespace weighbridge::webhooks {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  const void* bytes = text.data();
  return static_cast<const unsigned char*>(bytes);
}

std::string base64(const std::array<unsigned char, crypto_auth_hmacsha256_BYTES>& bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the zero behind it
  return text;
}

}  // namespace

std::optional<std::string> key_of(std::string_view secret) {
  constexpr std::string_view kPrefix = "whsec_";
  constexpr std::size_t kKeyMin = 24, kKeyMax = 64;
  if (!secret.starts_with(kPrefix)) return std::nullopt;
  secret.remove_prefix(kPrefix.size());
  std::array<unsigned char, kKeyMax> key{};
  std::size_t size = 0;
  if (sodium_base642bin(key.data(), key.size(), secret.data(), secret.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      size < kKeyMin)
    return std::nullopt;
  return std::string(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(size));
}

std::string signatures(const std::vector<std::string>& keys, std::string_view id,
                       std::int64_t timestamp, std::string_view body) {
  const std::string head = std::string(id) + '.' + std::to_string(timestamp) + '.';
  std::string all;
  for (const std::string& key : keys) {
    crypto_auth_hmacsha256_state state;
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(head), head.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(body), body.size());
    crypto_auth_hmacsha256_final(&state, mac.data());
    all.append(all.empty() ? "v1," : " v1,").append(base64(mac));
  }
  return all;
}

}  // namespace weighbridge::webhooks
