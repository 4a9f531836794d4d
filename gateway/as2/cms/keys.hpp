// Certificates and private keys, ours and our partners', as values.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/system/result.hpp>

#include "mappings/canonical/time.hpp"

// OpenSSL's own names, so that only the files that work with it include it.
struct x509_st;
struct evp_pkey_st;

namespace weighbridge::as2::cms {

/// Why a file of keys can not be used, in words for a person.
struct KeyError {
  std::string message;
};
template <class T>
using KeyResult = boost::system::result<T, KeyError>;

/// An X.509 certificate. Copies share it.
class Certificate {
 public:
  Certificate() = default;
  explicit Certificate(std::shared_ptr<x509_st> handle) : handle_(std::move(handle)) {}

  x509_st* handle() const { return handle_.get(); }
  explicit operator bool() const { return handle_ != nullptr; }

  std::string subject() const;      ///< one line, RFC 2253
  std::string issuer() const;       ///< the same
  std::string serial() const;       ///< hexadecimal
  std::string fingerprint() const;  ///< SHA-256 of its DER, hexadecimal
  std::string key_kind() const;     ///< "RSA 2048", "EC 256"
  Instant not_before() const;
  Instant not_after() const;

 private:
  std::shared_ptr<x509_st> handle_;
};

/// A private key. Copies share it.
class PrivateKey {
 public:
  PrivateKey() = default;
  explicit PrivateKey(std::shared_ptr<evp_pkey_st> handle) : handle_(std::move(handle)) {}
  evp_pkey_st* handle() const { return handle_.get(); }
  explicit operator bool() const { return handle_ != nullptr; }

 private:
  std::shared_ptr<evp_pkey_st> handle_;
};

struct KeyPair {
  Certificate certificate;
  PrivateKey key;
};

/// A certificate from the text of a PEM, DER, PKCS#7 (.p7b, .p7c) or PKCS#12 file; of several the
/// first that no other of them was issued by.
KeyResult<Certificate> read_certificate(std::string_view file, const std::string& password = {});

/// A private key with its certificate, from one PEM or PKCS#12 file that holds both. Refuses a key
/// that is not the certificate's.
KeyResult<KeyPair> read_key_pair(std::string_view file, const std::string& password = {});
/// The same from two PEM or DER files.
KeyResult<KeyPair> read_key_pair(std::string_view certificate, std::string_view key,
                                 const std::string& password);

}  // namespace weighbridge::as2::cms
