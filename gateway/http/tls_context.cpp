#include "gateway/http/tls_context.hpp"

#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace weighbridge::http {
namespace {

namespace ssl = boost::asio::ssl;

void require(const boost::system::error_code& failure, const std::string& file,
             const std::string& what, const std::string& mend) {
  if (failure)
    throw StartError("'" + file + "' is no " + what + ": " + failure.message() + " (" + mend + ")");
}

}  // namespace

std::unique_ptr<ssl::context> make_tls_context(const TlsSettings& settings) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  SSL_CTX* raw = context->native_handle();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(
      raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);  // idle connections keep 34 KiB less each
  context->set_password_callback(
      [password = settings.key_password](std::size_t, ssl::context::password_purpose) {
        return password;
      });
  boost::system::error_code failure;
  context->use_certificate_chain_file(settings.certificate_file, failure);
  require(failure, settings.certificate_file, "certificate",
          "http.tls.certificate wants a PEM file, our certificate first, then those above it");
  context->use_private_key_file(settings.key_file, ssl::context::pem, failure);
  require(failure, settings.key_file, "private key of " + settings.certificate_file,
          "http.tls.key wants the PEM key that belongs to the certificate, and its password in "
          "http.tls.key_password_file where it has one");
  return context;
}

}  // namespace weighbridge::http
