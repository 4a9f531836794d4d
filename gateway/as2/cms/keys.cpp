#include "gateway/as2/cms/keys.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include "gateway/as2/cms/openssl.hpp"

namespace weighbridge::as2::cms {
namespace {

Bio memory(std::string_view bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string name_text(const X509_NAME* name) {
  const Bio bio(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  return text_of(bio.get());
}

Instant instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  using namespace std::chrono;
  const year_month_day day(year(parts.tm_year + 1900),
                           month(static_cast<unsigned>(parts.tm_mon + 1)),
                           std::chrono::day(static_cast<unsigned>(parts.tm_mday)));
  return sys_days(day) + hours(parts.tm_hour) + minutes(parts.tm_min) + seconds(parts.tm_sec);
}

Certificate own(X509* handle) {
  return Certificate(std::shared_ptr<X509>(handle, X509_free));
}

PrivateKey own(EVP_PKEY* handle) {
  return PrivateKey(std::shared_ptr<EVP_PKEY>(handle, EVP_PKEY_free));
}

int give_password(char* room, int size, int, void* password) {
  const auto& text = *static_cast<const std::string*>(password);
  const auto n = std::min(text.size(), static_cast<std::size_t>(size));
  std::copy_n(text.begin(), n, room);
  return static_cast<int>(n);
}

std::vector<Certificate> pem_certificates(std::string_view file) {
  std::vector<Certificate> found;
  const Bio bio = memory(file);
  while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr))
    found.push_back(own(certificate));
  take_errors();
  return found;
}

std::vector<Certificate> pkcs7_certificates(std::string_view file) {
  std::unique_ptr<PKCS7, Freed<PKCS7_free>> bundle(d2i_PKCS7_bio(memory(file).get(), nullptr));
  if (!bundle) bundle.reset(PEM_read_bio_PKCS7(memory(file).get(), nullptr, nullptr, nullptr));
  take_errors();
  std::vector<Certificate> found;
  if (!bundle || !PKCS7_type_is_signed(bundle.get()) || bundle->d.sign == nullptr) return found;
  STACK_OF(X509)* certificates = bundle->d.sign->cert;
  for (int i = 0; i < sk_X509_num(certificates); ++i) {
    X509* certificate = sk_X509_value(certificates, i);
    X509_up_ref(certificate);
    found.push_back(own(certificate));
  }
  return found;
}

struct Bundle {
  PrivateKey key;
  std::vector<Certificate> certificates;  ///< the key's own first
};

Bundle pkcs12_bundle(std::string_view file, const std::string& password) {
  const std::unique_ptr<PKCS12, Freed<PKCS12_free>> bundle(
      d2i_PKCS12_bio(memory(file).get(), nullptr));
  Bundle found;
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* others = nullptr;
  if (bundle && PKCS12_parse(bundle.get(), password.c_str(), &key, &certificate, &others) == 1) {
    if (key != nullptr) found.key = own(key);
    if (certificate != nullptr) found.certificates.push_back(own(certificate));
    while (sk_X509_num(others) > 0) found.certificates.push_back(own(sk_X509_shift(others)));
    sk_X509_free(others);
  }
  take_errors();
  return found;
}

std::vector<Certificate> certificates_in(std::string_view file, const std::string& password) {
  if (auto found = pem_certificates(file); !found.empty()) return found;
  if (X509* certificate = d2i_X509_bio(memory(file).get(), nullptr)) return {own(certificate)};
  if (auto found = pkcs7_certificates(file); !found.empty()) return found;
  return pkcs12_bundle(file, password).certificates;
}

PrivateKey key_in(std::string_view file, const std::string& password) {
  std::string copy = password;
  EVP_PKEY* key = PEM_read_bio_PrivateKey(memory(file).get(), nullptr, give_password, &copy);
  if (key == nullptr) key = d2i_PrivateKey_bio(memory(file).get(), nullptr);
  take_errors();
  return key == nullptr ? PrivateKey() : own(key);
}

/// Of a chain the one that issued none of the others.
Certificate leaf_of(const std::vector<Certificate>& chain) {
  const auto leaf = std::find_if(chain.begin(), chain.end(), [&](const Certificate& candidate) {
    return std::none_of(chain.begin(), chain.end(), [&](const Certificate& other) {
      return other.handle() != candidate.handle() &&
             X509_check_issued(candidate.handle(), other.handle()) == X509_V_OK;
    });
  });
  return leaf == chain.end() ? chain.front() : *leaf;
}

KeyResult<KeyPair> pair_of(const std::vector<Certificate>& certificates, PrivateKey key) {
  const auto own_one =
      std::find_if(certificates.begin(), certificates.end(), [&](const Certificate& candidate) {
        return X509_check_private_key(candidate.handle(), key.handle()) == 1;
      });
  take_errors();
  if (own_one == certificates.end())
    return KeyError{"the private key does not belong to the certificate"};
  return KeyPair{*own_one, std::move(key)};
}

}  // namespace

std::string Certificate::subject() const {
  return name_text(X509_get_subject_name(handle_.get()));
}

std::string Certificate::issuer() const {
  return name_text(X509_get_issuer_name(handle_.get()));
}

std::string Certificate::serial() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  i2a_ASN1_INTEGER(bio.get(), X509_get0_serialNumber(handle_.get()));
  return text_of(bio.get());
}

std::string Certificate::fingerprint() const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  X509_digest(handle_.get(), EVP_sha256(), digest.data(), &size);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    hex += kDigits[digest[i] >> 4U];
    hex += kDigits[digest[i] & 0xFU];
  }
  return hex;
}

std::string Certificate::key_kind() const {
  const EVP_PKEY* key = X509_get0_pubkey(handle_.get());
  if (key == nullptr) return "a key of an unknown kind";
  const char* name = EVP_PKEY_get0_type_name(key);
  return std::string(name == nullptr ? "?" : name) + ' ' + std::to_string(EVP_PKEY_get_bits(key));
}

Instant Certificate::not_before() const {
  return instant_of(X509_get0_notBefore(handle_.get()));
}

Instant Certificate::not_after() const {
  return instant_of(X509_get0_notAfter(handle_.get()));
}

KeyResult<Certificate> read_certificate(std::string_view file, const std::string& password) {
  const std::vector<Certificate> found = certificates_in(file, password);
  if (found.empty()) return KeyError{"the file holds no certificate (PEM, DER, PKCS#7 or PKCS#12)"};
  return leaf_of(found);
}

KeyResult<KeyPair> read_key_pair(std::string_view file, const std::string& password) {
  Bundle bundle{key_in(file, password), pem_certificates(file)};
  if (!bundle.key || bundle.certificates.empty()) bundle = pkcs12_bundle(file, password);
  if (!bundle.key)
    return KeyError{"the file holds no private key that the password opens (PEM or PKCS#12)"};
  if (bundle.certificates.empty()) return KeyError{"the file holds a key but no certificate"};
  return pair_of(bundle.certificates, std::move(bundle.key));
}

KeyResult<KeyPair> read_key_pair(std::string_view certificate, std::string_view key,
                                 const std::string& password) {
  PrivateKey found = key_in(key, password);
  if (!found) return KeyError{"the key file holds no private key that the password opens"};
  const std::vector<Certificate> certificates = certificates_in(certificate, password);
  if (certificates.empty()) return KeyError{"the certificate file holds no certificate"};
  return pair_of(certificates, std::move(found));
}

}  // namespace weighbridge::as2::cms
