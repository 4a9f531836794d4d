#include "gateway/as2/cms/seal.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <openssl/err.h>
#include <openssl/rsa.h>
#include <zlib.h>

#include "gateway/as2/cms/openssl.hpp"

namespace weighbridge::as2::cms {
namespace {

constexpr std::size_t kPiece = 64U << 10U;

struct Cipher {
  std::string_view name;
  const EVP_CIPHER* (*algorithm)();
};
constexpr std::array kCiphers{
    Cipher{"aes-128-cbc", EVP_aes_128_cbc},   Cipher{"aes-192-cbc", EVP_aes_192_cbc},
    Cipher{"aes-256-cbc", EVP_aes_256_cbc},   Cipher{"aes-128-gcm", EVP_aes_128_gcm},
    Cipher{"aes-192-gcm", EVP_aes_192_gcm},   Cipher{"aes-256-gcm", EVP_aes_256_gcm},
    Cipher{"des-ede3-cbc", EVP_des_ede3_cbc},
};

const Cipher* find_cipher(std::string_view name) {
  const auto found = std::find_if(kCiphers.begin(), kCiphers.end(),
                                  [&](const Cipher& cipher) { return cipher.name == name; });
  return found == kCiphers.end() ? nullptr : &*found;
}

SealError openssl_error(std::string_view what) {
  return {std::string(what) + ": " + take_errors()};
}

bool is_rsa(const EVP_PKEY* key) {
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
}

/// Adds the signer; what is special about it is told before the digest starts.
bool add_signer(CMS_ContentInfo* cms, const KeyPair& signer, const SignOptions& options) {
  const EVP_MD* digest = algorithm(options.digest);
  const bool pss = options.pss && is_rsa(signer.key.handle());
  const unsigned flags = CMS_NOSMIMECAP | (pss ? CMS_KEY_PARAM : 0U);
  CMS_SignerInfo* info =
      CMS_add1_signer(cms, signer.certificate.handle(), signer.key.handle(), digest, flags);
  if (info == nullptr) return false;
  if (!pss) return true;
  EVP_PKEY_CTX* context = CMS_SignerInfo_get0_pkey_ctx(info);
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

bool add_recipient(CMS_ContentInfo* cms, const Certificate& recipient, bool oaep) {
  const bool rsa = is_rsa(X509_get0_pubkey(recipient.handle()));
  CMS_RecipientInfo* info =
      CMS_add1_recipient_cert(cms, recipient.handle(), oaep && rsa ? CMS_KEY_PARAM : 0U);
  if (info == nullptr) return false;
  if (!oaep || !rsa) return true;
  return EVP_PKEY_CTX_set_rsa_padding(CMS_RecipientInfo_get0_pkey_ctx(info),
                                      RSA_PKCS1_OAEP_PADDING) == 1;
}

/// One element's tag and definite length.
std::string der_head(unsigned char tag, std::uint64_t length) {
  std::string head(1, static_cast<char>(tag));
  if (length < 0x80) {
    head += static_cast<char>(length);
    return head;
  }
  std::string bytes;
  for (; length > 0; length >>= 8U) bytes.insert(bytes.begin(), static_cast<char>(length & 0xFFU));
  head += static_cast<char>(0x80U | bytes.size());
  return head + bytes;
}

class Deflater {
 public:
  Deflater() { good_ = deflateInit(&stream_, Z_DEFAULT_COMPRESSION) == Z_OK; }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Feeds `in`; `last` when nothing follows. False when the sink takes no more.
  bool feed(std::string_view in, bool last, spool::PayloadWriter& sink) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
      stream_.avail_out = static_cast<uInt>(out_.size());
      ::deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH);
      if (!sink.write({out_.data(), out_.size() - stream_.avail_out})) return false;
    } while (stream_.avail_out == 0);
    return true;
  }

  bool good_ = false;

 private:
  z_stream stream_{};
  std::string out_ = std::string(kPiece, '\0');
};

bool copy(const Slice& from, spool::PayloadWriter& to) {
  const auto source = from.open();
  std::string piece(kPiece, '\0');
  while (const std::size_t n = source->read(piece))
    if (!to.write(std::string_view(piece).substr(0, n))) return false;
  return true;
}

}  // namespace

SealResult<std::string> sign(const Slice& content, const KeyPair& signer,
                             const SignOptions& options) {
  ERR_clear_error();
  constexpr unsigned kFlags = CMS_PARTIAL | CMS_DETACHED | CMS_BINARY;
  const ContentInfo cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags));
  if (!cms || !add_signer(cms.get(), signer, options)) return openssl_error("cannot sign");
  const SourceBio input(content.open());
  const bool done = CMS_final(cms.get(), input.get(), nullptr, CMS_BINARY) == 1;
  input.rethrow();
  if (!done) return openssl_error("cannot sign");
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(cms.get(), &der);
  if (size < 0) return openssl_error("cannot write a signature");
  std::string bytes(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return {boost::system::in_place_value, std::move(bytes)};
}

bool known_cipher(std::string_view name) {
  return find_cipher(name) != nullptr;
}

SealResult<Slice> encrypt(const Slice& content, const Certificate& recipient,
                          const EncryptOptions& options, const spool::SpoolSettings& spool) {
  ERR_clear_error();
  const Cipher* cipher = find_cipher(options.cipher);
  if (cipher == nullptr) return SealError{"no cipher is called " + options.cipher};
  constexpr unsigned kFlags = CMS_PARTIAL | CMS_BINARY;
  const bool stream = !content.in_memory();
  const ContentInfo cms(
      CMS_encrypt(nullptr, nullptr, cipher->algorithm(), kFlags | (stream ? CMS_STREAM : 0U)));
  if (!cms || !add_recipient(cms.get(), recipient, options.oaep))
    return openssl_error("cannot encrypt");
  const SourceBio input(content.open());
  SinkBio output(spool);
  bool done = false;
  if (stream)
    done = i2d_CMS_bio_stream(output.get(), cms.get(), input.get(), CMS_STREAM | CMS_BINARY) == 1;
  else
    done = CMS_final(cms.get(), input.get(), nullptr, CMS_BINARY) == 1 &&
           i2d_CMS_bio(output.get(), cms.get()) == 1;
  input.rethrow();
  output.rethrow();
  if (output.too_large()) return SealError{"the message is too large"};
  if (!done) return openssl_error("cannot encrypt");
  return Slice(output.finish());
}

SealResult<Slice> deflate(const Slice& content, const spool::SpoolSettings& spool) {
  spool::PayloadWriter writer(spool);
  Deflater deflater;
  if (!deflater.good_) throw std::bad_alloc();
  const auto source = content.open();
  std::string piece(kPiece, '\0');
  while (const std::size_t n = source->read(piece))
    if (!deflater.feed(std::string_view(piece).substr(0, n), false, writer))
      return SealError{"the message is too large"};
  if (!deflater.feed({}, true, writer)) return SealError{"the message is too large"};
  const Slice compressed(writer.finish());
  // ContentInfo { compressedData, [0] { version 0, zlib, { data, [0] { octets } } } }
  using std::string_literals::operator""s;
  const std::string inner_type = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"s;
  const std::string version_and_algorithm =
      "\x02\x01\x00\x30\x0D\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x03\x08"s;
  const std::string outer_type = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x09"s;
  std::uint64_t size = compressed.size();
  std::string head;
  const auto wrap = [&](unsigned char tag, const std::string& before) {
    head = before + head;
    size += before.size();
    const std::string own = der_head(tag, size);
    head = own + head;
    size += own.size();
  };
  wrap(0x04, "");
  wrap(0xA0, "");
  wrap(0x30, inner_type);
  wrap(0x30, version_and_algorithm);
  wrap(0xA0, "");
  wrap(0x30, outer_type);
  spool::PayloadWriter whole(spool);
  if (!whole.write(head) || !copy(compressed, whole)) return SealError{"the message is too large"};
  return Slice(whole.finish());
}

}  // namespace weighbridge::as2::cms
