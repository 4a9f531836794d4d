#include "gateway/people/totp.hpp"

#include <array>
#include <new>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "gateway/people/secrets.hpp"

namespace weighbridge::people {
namespace {

constexpr std::size_t kSecretBytes = 20, kRecoveryBytes = 10, kRecoveryCodes = 10;
constexpr std::int64_t kStepSeconds = 30;
constexpr std::uint32_t kCodes = 1'000'000;
constexpr std::size_t kDigits = 6;

std::array<unsigned char, EVP_MAX_MD_SIZE> hmac_sha1(std::string_view key, std::uint64_t counter) {
  std::array<unsigned char, 8> message{};
  for (std::size_t i = message.size(); i-- > 0; counter >>= 8U)
    message.at(i) = static_cast<unsigned char>(counter & 0xFFU);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(), message.size(),
           mac.data(), &size) == nullptr)
    throw std::bad_alloc();
  return mac;
}

}  // namespace

std::string new_totp_secret() {
  return random_bytes(kSecretBytes);
}

std::uint64_t totp_step(Instant at) {
  return static_cast<std::uint64_t>(at.time_since_epoch().count() / kStepSeconds);
}

std::string totp_code(std::string_view secret, std::uint64_t step) {
  const auto mac = hmac_sha1(secret, step);
  // RFC 4226, 5.3: the last half-byte of the 20 says which four to take.
  const std::size_t at = mac[19] & 0x0FU;
  std::uint32_t number = 0;
  for (std::size_t i = at; i < at + 4; ++i) number = number << 8U | mac.at(i);
  std::string digits = std::to_string((number & 0x7FFF'FFFFU) % kCodes);
  return std::string(kDigits - digits.size(), '0') + digits;
}

std::optional<std::uint64_t> matching_step(std::string_view secret, std::string_view code,
                                           Instant now, std::uint64_t last) {
  const std::uint64_t current = totp_step(now);
  std::optional<std::uint64_t> found;
  for (std::uint64_t step = current - 1; step <= current + 1; ++step)
    if (same_secret(totp_code(secret, step), code) && step > last) found = step;
  return found;
}

std::string otpauth_uri(std::string_view secret, const std::string& user) {
  std::string label;  // user ids hold nothing else that a URI would mind
  for (const char c : user) label += c == '@' ? "%40" : c == '+' ? "%2B" : std::string(1, c);
  return "otpauth://totp/Weighbridge:" + label + "?secret=" + base32(secret) +
         "&issuer=Weighbridge&algorithm=SHA1&digits=6&period=30";
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t bits = 0, held = 0;
  for (const char c : bytes) {
    bits = bits << 8U | static_cast<unsigned char>(c);
    for (held += 8; held >= 5; held -= 5) text += kLetters[bits >> (held - 5) & 0x1FU];
  }
  if (held != 0) text += kLetters[bits << (5 - held) & 0x1FU];
  return text;
}

std::vector<std::string> new_recovery_codes() {
  std::vector<std::string> codes;
  while (codes.size() < kRecoveryCodes) {
    std::string& code = codes.emplace_back();
    for (const char c : base32(random_bytes(kRecoveryBytes))) {
      if (code.size() % 5 == 4) code += '-';
      code += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return codes;
}

std::string recovery_digest(const std::string& user, std::string_view code) {
  std::string plain = user + ' ';
  for (const char c : code) {
    if (c == '-' || c == ' ') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return digest_of(plain);
}

}  // namespace weighbridge::people
