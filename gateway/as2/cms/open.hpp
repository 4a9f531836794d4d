// CMS structures opened: decrypted, verified, inflated. Contents are streamed from payload to
// payload, so a large message needs no more memory than a small one.
#pragma once

#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "gateway/as2/cms/hollow.hpp"
#include "gateway/as2/cms/keys.hpp"
#include "gateway/as2/mime/slice.hpp"

namespace weighbridge::as2::cms {

/// Why a structure could not be opened. To the sender all that goes wrong in decrypting is one and
/// the same; `detail` is for our log only.
struct OpenFailure {
  enum class Why : unsigned char {
    not_decrypted,
    not_inflated,
    not_cms,          ///< no CMS structure, or not of the type that was announced
    unknown_signer,   ///< signed with a certificate that is not the partner's
    signature_wrong,  ///< the partner's certificate does not verify the signature
    content_changed,  ///< the signature is right, of other content
    too_large,
  };
  Why why{};
  std::string detail;
};
template <class T>
using OpenResult = boost::system::result<T, OpenFailure>;

struct Decrypted {
  Slice content;
  std::string cipher;     ///< "aes-256-cbc"
  Certificate recipient;  ///< which of ours it was for
};

/// Decrypts EnvelopedData and AuthEnvelopedData with whichever of `keys` it is for, found by issuer
/// and serial number or by key identifier. Throws std::system_error when the disk fails.
OpenResult<Decrypted> decrypt(const Slice& cms, const std::vector<KeyPair>& keys,
                              const spool::SpoolSettings& spool);

struct Verified {
  Slice content;  ///< what was signed
  Certificate signer;
  std::string digest;     ///< "sha256"
  std::string signature;  ///< "rsaEncryption", "rsassaPss", "ecdsa-with-SHA256"
};

/// Verifies a signature over `signed_part`, which stands outside of it (multipart/signed). Only
/// `signers` are believed; certificates that came along are not looked at. All signatures must
/// hold.
OpenResult<Verified> verify_detached(const Slice& cms, const Slice& signed_part,
                                     const std::vector<Certificate>& signers);

/// The same, where the structure holds what is signed (application/pkcs7-mime, signed-data).
OpenResult<Verified> verify_opaque(const Slice& cms, const std::vector<Certificate>& signers,
                                   const spool::SpoolSettings& spool);

struct InflateLimits {
  std::uint64_t bytes_max = 2ULL << 30U;
  unsigned ratio_max = 1000;
};

/// The content of CompressedData (RFC 3274, zlib).
OpenResult<Slice> inflate(const Slice& cms, const InflateLimits& limits,
                          const spool::SpoolSettings& spool);

}  // namespace weighbridge::as2::cms
