#include "gateway/people/secrets.hpp"

#include <array>
#include <stdexcept>

#include <sodium.h>

#include "cases/sha256.hpp"

namespace weighbridge::people {
namespace {

constexpr std::size_t kSecretBytes = 32;

void require_sodium() {
  static const int kReady = sodium_init();
  if (kReady < 0) throw std::runtime_error("libsodium finds no source of randomness");
}

const unsigned char* bytes_of(std::string_view text) {
  const void* generic = text.data();
  return static_cast<const unsigned char*>(generic);
}

}  // namespace

std::string random_bytes(std::size_t count) {
  require_sodium();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string base64url(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), kVariant);
  text.pop_back();  // the terminator
  return text;
}

std::string new_secret() {
  return base64url(random_bytes(kSecretBytes));
}

std::string digest_of(std::string_view secret) {
  return cases::sha256_hex(secret);
}

std::string derived_secret(std::string_view secret, std::string_view purpose) {
  require_sodium();
  std::string digest(crypto_generichash_BYTES, '\0');
  void* generic = digest.data();
  // It takes keys of 16 to 64 bytes.
  if (crypto_generichash(static_cast<unsigned char*>(generic), digest.size(), bytes_of(purpose),
                         purpose.size(), bytes_of(secret), secret.size()) != 0)
    throw std::logic_error("a secret is too short or too long to derive another from");
  return base64url(digest);
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace weighbridge::people
