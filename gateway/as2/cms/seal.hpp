// CMS structures made: signed, encrypted, compressed. The same input gives the same signed bytes
// and the same compressed ones, so a message that is sent again has the same MIC.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "gateway/as2/cms/digest.hpp"
#include "gateway/as2/cms/keys.hpp"
#include "gateway/as2/mime/slice.hpp"

namespace weighbridge::as2::cms {

/// Why something can not be made: a key that can not do what the settings ask for.
struct SealError {
  std::string message;
};
template <class T>
using SealResult = boost::system::result<T, SealError>;

struct SignOptions {
  Digest digest = Digest::sha256;
  bool pss = false;  ///< for RSA keys
};
/// The DER of a detached signature over the bytes of `content`, certificate included.
SealResult<std::string> sign(const Slice& content, const KeyPair& signer,
                             const SignOptions& options);

struct EncryptOptions {
  std::string cipher = "aes-256-cbc";  ///< one of known_cipher()
  bool oaep = false;                   ///< for RSA keys
};
bool known_cipher(std::string_view name);
/// EnvelopedData, or AuthEnvelopedData where the cipher is an AEAD. DER where `content` is in
/// memory, BER where it is not.
SealResult<Slice> encrypt(const Slice& content, const Certificate& recipient,
                          const EncryptOptions& options, const spool::SpoolSettings& spool);

/// CompressedData (RFC 3274, zlib), DER.
SealResult<Slice> deflate(const Slice& content, const spool::SpoolSettings& spool);

}  // namespace weighbridge::as2::cms
