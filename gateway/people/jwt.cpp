#include "gateway/people/jwt.hpp"

#include <array>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include "parsers/json/document.hpp"

namespace weighbridge::people {
namespace {

constexpr std::size_t kTokenBytesMax = 64U << 10U;
constexpr std::size_t kCoordinateBytes = 32;  // of P-256
constexpr int kRsaBitsMin = 2048;

template <auto free>
struct Free {
  template <class T>
  void operator()(T* value) const {
    free(value);
  }
};
using Number = std::unique_ptr<BIGNUM, Free<&BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<&OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<&OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<&EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<&EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Free<&ECDSA_SIG_free>>;

const unsigned char* bytes_of(std::string_view text) {
  const void* generic = text.data();
  return static_cast<const unsigned char*>(generic);
}

std::string text_of(const json::Value& object, std::string_view name) {
  const std::optional<json::Value> member = object.find(name);
  if (!member || member->kind() != json::Kind::string) return {};
  return std::string(member->text());
}

std::shared_ptr<EVP_PKEY> key_from(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) <= 0)
    return nullptr;
  return {key, &EVP_PKEY_free};
}

std::shared_ptr<EVP_PKEY> rsa_key(const json::Value& jwk) {
  const auto n = from_base64url(text_of(jwk, "n")), e = from_base64url(text_of(jwk, "e"));
  if (!n || !e || n->empty() || e->empty()) return nullptr;
  const Builder builder(OSSL_PARAM_BLD_new());
  const Number modulus(BN_bin2bn(bytes_of(*n), static_cast<int>(n->size()), nullptr));
  const Number exponent(BN_bin2bn(bytes_of(*e), static_cast<int>(e->size()), nullptr));
  if (!builder || !modulus || !exponent || BN_num_bits(modulus.get()) < kRsaBitsMin) return nullptr;
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  return key_from("RSA", builder.get());
}

std::shared_ptr<EVP_PKEY> ec_key(const json::Value& jwk) {
  const auto x = from_base64url(text_of(jwk, "x")), y = from_base64url(text_of(jwk, "y"));
  if (text_of(jwk, "crv") != "P-256" || !x || !y) return nullptr;
  if (x->size() != kCoordinateBytes || y->size() != kCoordinateBytes) return nullptr;
  const std::string point = '\x04' + *x + *y;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder) return nullptr;
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return key_from("EC", builder.get());
}

/// r and s of JWS (RFC 7518, 3.4) in the DER that OpenSSL reads.
std::string der_of(std::string_view raw) {
  if (raw.size() != 2 * kCoordinateBytes) return {};
  const Signature signature(ECDSA_SIG_new());
  Number r(BN_bin2bn(bytes_of(raw), kCoordinateBytes, nullptr));
  Number s(BN_bin2bn(bytes_of(raw.substr(kCoordinateBytes)), kCoordinateBytes, nullptr));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  if (size <= 0) return {};
  const void* generic = der;
  std::string bytes(static_cast<const char*>(generic), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

bool is_signed(std::string_view what, std::string_view signature, const SigningKey& key) {
  const std::string der = key.algorithm == "ES256" ? der_of(signature) : std::string(signature);
  const DigestContext context(EVP_MD_CTX_new());
  if (!context || der.empty()) return false;
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(der), der.size(), bytes_of(what), what.size()) ==
             1;
}

}  // namespace

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  void* generic = bytes.data();
  std::size_t size = 0;
  if (sodium_base642bin(static_cast<unsigned char*>(generic), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

std::vector<SigningKey> read_key_set(std::string_view json) {
  std::vector<SigningKey> keys;
  Findings findings;
  const auto document = json::Document::parse(json, findings);
  if (!document) return keys;
  const std::optional<json::Value> list = document->root().find("keys");
  if (!list || list->kind() != json::Kind::array) return keys;
  for (const json::Value jwk : *list) {
    const std::string type = text_of(jwk, "kty"), use = text_of(jwk, "use"),
                      algorithm = text_of(jwk, "alg");
    const std::string ours = type == "RSA" ? "RS256" : type == "EC" ? "ES256" : "";
    if (ours.empty() || (!use.empty() && use != "sig")) continue;
    if (!algorithm.empty() && algorithm != ours) continue;
    SigningKey key{text_of(jwk, "kid"), ours, type == "RSA" ? rsa_key(jwk) : ec_key(jwk)};
    if (key.key) keys.push_back(std::move(key));
  }
  return keys;
}

std::optional<VerifiedToken> verify_token(std::string_view token,
                                          const std::vector<SigningKey>& keys) {
  if (token.size() > kTokenBytesMax) return std::nullopt;
  const std::size_t first = token.find('.'), second = token.rfind('.');
  if (first == token.npos || first == second || token.find('.', first + 1) != second)
    return std::nullopt;
  const auto head = from_base64url(token.substr(0, first));
  auto claims = from_base64url(token.substr(first + 1, second - first - 1));
  const auto signature = from_base64url(token.substr(second + 1));
  if (!head || !claims || !signature) return std::nullopt;
  Findings findings;
  const auto document = json::Document::parse(*head, findings);
  if (!document || !findings.empty()) return std::nullopt;
  // What `crit` names must be understood, and we understand nothing more.
  if (document->root().find("crit")) return std::nullopt;
  const std::string algorithm = text_of(document->root(), "alg"),
                    id = text_of(document->root(), "kid");
  for (const SigningKey& key : keys) {
    if (key.algorithm != algorithm || (!id.empty() && !key.id.empty() && key.id != id)) continue;
    if (is_signed(token.substr(0, second), *signature, key))
      return VerifiedToken{std::move(*claims)};
  }
  return std::nullopt;
}

}  // namespace weighbridge::people
