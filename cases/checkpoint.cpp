#include "cases/checkpoint.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <vector>

#include <sodium.h>

namespace weighbridge::cases {
namespace {

constexpr unsigned char kEd25519 = 1;  // signed-note's name for the algorithm
constexpr std::string_view kPrivate = "PRIVATE+KEY+";
constexpr std::string_view kSignature = "\u2014 ";  // an em dash and a blank begin a signature
constexpr std::size_t kKeyHash = 4;

using Bytes = std::vector<unsigned char>;

std::string base64(const unsigned char* bytes, std::size_t size) {
  std::string text(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  Bytes bytes(text.size());
  std::size_t size = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

/// The first bytes of SHA-256(name ‖ newline ‖ algorithm ‖ key): tells keys of one name apart.
std::array<unsigned char, kKeyHash> key_hash(const VerifierKey& key) {
  std::string text = key.name + '\n';
  text += static_cast<char>(kEd25519);
  text.append(reinterpret_cast<const char*>(key.key.data()), key.key.size());
  std::array<unsigned char, 32> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size());
  std::array<unsigned char, kKeyHash> hash{};
  std::copy_n(digest.begin(), hash.size(), hash.begin());
  return hash;
}

std::string hex(const std::array<unsigned char, kKeyHash>& hash) {
  std::array<char, 2 * kKeyHash + 1> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return text.data();
}

/// The algorithm's number and then the key, in base64.
std::string key_text(const unsigned char* key) {
  Bytes bytes{kEd25519};
  bytes.insert(bytes.end(), key, key + 32);
  return base64(bytes.data(), bytes.size());
}

struct KeyParts {
  std::string name, hash;
  std::array<unsigned char, 32> key{};
};

/// "NAME+1234abcd+BASE64". The base64 may hold plus signs; the name may not.
std::optional<KeyParts> split_key(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? first : text.find('+', first + 1);
  if (second == text.npos) return std::nullopt;
  KeyParts parts;
  parts.name = text.substr(0, first);
  parts.hash = text.substr(first + 1, second - first - 1);
  const auto bytes = from_base64(text.substr(second + 1));
  if (!is_key_name(parts.name) || !bytes || bytes->size() != 33 || bytes->front() != kEd25519)
    return std::nullopt;
  std::copy_n(bytes->begin() + 1, parts.key.size(), parts.key.begin());
  return parts;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return line;
}

std::optional<Checkpoint> read_body(std::string_view body) {
  Checkpoint checkpoint;
  checkpoint.origin = take_line(body);
  const std::string_view size = take_line(body);
  const auto [end, error] =
      std::from_chars(size.data(), size.data() + size.size(), checkpoint.size);
  const bool plain = size == "0" || (!size.empty() && size.front() != '0');
  const auto root = from_base64(take_line(body));
  if (error != std::errc() || end != size.data() + size.size() || !plain || !root ||
      root->size() != checkpoint.root.bytes.size())
    return std::nullopt;
  std::copy(root->begin(), root->end(), checkpoint.root.bytes.begin());
  return checkpoint;
}

/// Whether one of the signature lines is `key`'s, over `body`.
bool is_signed(std::string_view body, std::string_view signatures, const VerifierKey& key) {
  const auto hash = key_hash(key);
  const std::string begin = std::string(kSignature) + key.name + ' ';
  while (!signatures.empty()) {
    const std::string_view line = take_line(signatures);
    if (!line.starts_with(begin)) continue;
    const auto bytes = from_base64(line.substr(begin.size()));
    if (!bytes || bytes->size() != kKeyHash + crypto_sign_BYTES ||
        !std::equal(hash.begin(), hash.end(), bytes->begin()))
      continue;
    if (crypto_sign_verify_detached(bytes->data() + kKeyHash,
                                    reinterpret_cast<const unsigned char*>(body.data()),
                                    body.size(), key.key.data()) == 0)
      return true;
  }
  return false;
}

}  // namespace

std::string checkpoint_body(const Checkpoint& checkpoint) {
  return checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' +
         base64(checkpoint.root.bytes.data(), checkpoint.root.bytes.size()) + '\n';
}

bool is_key_name(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '+' || c == '\x7f';
  });
}

std::string VerifierKey::text() const {
  return name + '+' + hex(key_hash(*this)) + '+' + key_text(key.data());
}

std::optional<VerifierKey> VerifierKey::parse(std::string_view text) {
  const auto parts = split_key(text);
  if (!parts) return std::nullopt;
  VerifierKey key{parts->name, parts->key};
  if (hex(key_hash(key)) != parts->hash) return std::nullopt;
  return key;
}

SigningKey SigningKey::from_seed(std::string name, const std::array<unsigned char, 32>& seed) {
  SigningKey key;
  key.verifier_.name = std::move(name);
  crypto_sign_seed_keypair(key.verifier_.key.data(), key.secret_.data(), seed.data());
  return key;
}

std::optional<SigningKey> SigningKey::parse(std::string_view text) {
  if (!text.starts_with(kPrivate)) return std::nullopt;
  const auto parts = split_key(text.substr(kPrivate.size()));
  if (!parts) return std::nullopt;
  SigningKey key = from_seed(parts->name, parts->key);
  if (hex(key_hash(key.verifier_)) != parts->hash) return std::nullopt;
  return key;
}

std::string SigningKey::text() const {
  // The first half of libsodium's secret is the seed.
  return std::string(kPrivate) + verifier_.name + '+' + hex(key_hash(verifier_)) + '+' +
         key_text(secret_.data());
}

std::string SigningKey::sign(const Checkpoint& checkpoint) const {
  const std::string body = checkpoint_body(checkpoint);
  const auto hash = key_hash(verifier_);
  Bytes signature(kKeyHash + crypto_sign_BYTES);
  std::copy(hash.begin(), hash.end(), signature.begin());
  crypto_sign_detached(signature.data() + kKeyHash, nullptr,
                       reinterpret_cast<const unsigned char*>(body.data()), body.size(),
                       secret_.data());
  return body + '\n' + std::string(kSignature) + verifier_.name + ' ' +
         base64(signature.data(), signature.size()) + '\n';
}

std::optional<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key) {
  // The signatures stand behind the last empty line; the body ends with the newline before it.
  const std::size_t gap = note.rfind("\n\n");
  if (gap == note.npos || note.back() != '\n') return std::nullopt;
  const std::string_view body = note.substr(0, gap + 1);
  if (!is_signed(body, note.substr(gap + 2), key)) return std::nullopt;
  auto checkpoint = read_body(body);
  if (!checkpoint || checkpoint->origin != key.name) return std::nullopt;
  return checkpoint;
}

}  // namespace weighbridge::cases
