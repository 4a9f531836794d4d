#include "gateway/as2/cms/open.hpp"

#include <algorithm>
#include <optional>

#include <openssl/err.h>
#include <openssl/objects.h>

#include "gateway/as2/cms/openssl.hpp"
#include "gateway/as2/text.hpp"

namespace weighbridge::as2::cms {
namespace {

using Why = OpenFailure::Why;

OpenFailure failure(Why why, std::string detail) {
  return {why, std::move(detail)};
}

/// OpenSSL's structure of the frame; its content stands elsewhere.
ContentInfo parse_frame(const std::string& frame) {
  const Bio bio(BIO_new_mem_buf(frame.data(), static_cast<int>(frame.size())));
  return ContentInfo(d2i_CMS_bio(bio.get(), nullptr));
}

/// Bytes for OpenSSL: straight from memory where they are there in one piece.
class Input {
 public:
  explicit Input(const Slice& slice) {
    if (const auto memory = slice.in_memory(); memory && memory->size() < (1ULL << 30U))
      memory_.reset(BIO_new_mem_buf(memory->data(), static_cast<int>(memory->size())));
    else
      source_.emplace(slice.open());
  }
  explicit Input(std::unique_ptr<ByteSource> source) : source_(std::in_place, std::move(source)) {}

  BIO* get() const { return memory_ ? memory_.get() : source_->get(); }
  void rethrow() const {
    if (source_) source_->rethrow();
  }

 private:
  Bio memory_;
  std::optional<SourceBio> source_;
};

bool is_for(CMS_RecipientInfo* recipient, X509* certificate) {
  switch (CMS_RecipientInfo_type(recipient)) {
    case CMS_RECIPINFO_TRANS:
      return CMS_RecipientInfo_ktri_cert_cmp(recipient, certificate) == 0;
    case CMS_RECIPINFO_AGREE: {
      STACK_OF(CMS_RecipientEncryptedKey)* keys = CMS_RecipientInfo_kari_get0_reks(recipient);
      for (int i = 0; i < sk_CMS_RecipientEncryptedKey_num(keys); ++i)
        if (CMS_RecipientEncryptedKey_cert_cmp(sk_CMS_RecipientEncryptedKey_value(keys, i),
                                               certificate) == 0)
          return true;
      return false;
    }
    default:
      return false;
  }
}

const KeyPair* key_for(CMS_ContentInfo* cms, const std::vector<KeyPair>& keys) {
  STACK_OF(CMS_RecipientInfo)* recipients = CMS_get0_RecipientInfos(cms);
  for (int i = 0; i < sk_CMS_RecipientInfo_num(recipients); ++i)
    for (const KeyPair& pair : keys)
      if (is_for(sk_CMS_RecipientInfo_value(recipients, i), pair.certificate.handle()))
        return &pair;
  return nullptr;
}

/// The name of the content cipher. OpenSSL has no way to ask; the algorithm is the first one of
/// the element behind the recipients, so its object is looked for in the frame.
std::string cipher_in(const std::string& frame) {
  static constexpr std::pair<int, const char*> kKnown[] = {
      {NID_des_ede3_cbc, "des-ede3-cbc"}, {NID_aes_128_cbc, "aes-128-cbc"},
      {NID_aes_192_cbc, "aes-192-cbc"},   {NID_aes_256_cbc, "aes-256-cbc"},
      {NID_aes_128_gcm, "aes-128-gcm"},   {NID_aes_192_gcm, "aes-192-gcm"},
      {NID_aes_256_gcm, "aes-256-gcm"}};
  for (const auto& [nid, name] : kKnown) {
    const ASN1_OBJECT* object = OBJ_nid2obj(nid);
    const std::string_view bytes(reinterpret_cast<const char*>(OBJ_get0_data(object)),
                                 OBJ_length(object));
    if (frame.find(bytes) != std::string::npos) return name;
  }
  return "unknown";
}

std::string algorithm_name(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  const char* name = OBJ_nid2ln(OBJ_obj2nid(object));
  return name == nullptr ? "unknown" : name;
}

struct Signers {
  ContentInfo cms;
  STACK_OF(CMS_SignerInfo) * infos = nullptr;
};

/// The frame of SignedData, its signers tied to the certificates we believe.
OpenResult<Signers> find_signers(const Hollow& parts, const std::vector<Certificate>& believed) {
  if (parts.type != ContentType::signed_data)
    return failure(Why::not_cms, "not a SignedData structure");
  Signers signers{parse_frame(parts.frame)};
  if (!signers.cms) return failure(Why::not_cms, take_errors());
  signers.infos = CMS_get0_SignerInfos(signers.cms.get());
  const int count = sk_CMS_SignerInfo_num(signers.infos);
  if (count < 1) return failure(Why::signature_wrong, "nobody signed");
  if (count > FrameLimits().signers_max) return failure(Why::not_cms, "too many signers");
  for (int i = 0; i < count; ++i) {
    CMS_SignerInfo* info = sk_CMS_SignerInfo_value(signers.infos, i);
    const auto known =
        std::find_if(believed.begin(), believed.end(), [&](const Certificate& certificate) {
          return CMS_SignerInfo_cert_cmp(info, certificate.handle()) == 0;
        });
    if (known == believed.end())
      return failure(Why::unknown_signer, "signed with a certificate that is not the partner's");
    CMS_SignerInfo_set1_signer_cert(info, known->handle());
  }
  return signers;
}

/// OpenSSL's filters over the content of a structure: what is read through them is digested or
/// decrypted on the way. CMS_decrypt() and CMS_verify() would hold a whole content in memory.
class Chain {
 public:
  Chain(CMS_ContentInfo* cms, const Input& input)
      : input_(input), head_(CMS_dataInit(cms, input.get())) {}
  /// The chain ends in the input, which is not its to free.
  ~Chain() {
    for (BIO* bio = head_; bio != nullptr && bio != input_.get();) {
      BIO* const next = BIO_pop(bio);
      BIO_free(bio);
      bio = next;
    }
  }
  Chain(const Chain&) = delete;
  Chain& operator=(const Chain&) = delete;

  BIO* get() const { return head_; }
  /// Reads to the end. False when `take` wants no more.
  template <class Take>
  bool read(Take take) const {
    std::string piece(64U << 10U, '\0');
    std::size_t done = 0;
    while (BIO_read_ex(head_, piece.data(), piece.size(), &done) == 1 && done > 0)
      if (!take(std::string_view(piece.data(), done))) return false;
    input_.rethrow();
    return true;
  }

 private:
  const Input& input_;
  BIO* head_;
};

/// Checks signatures, then digests, so that a changed content and a wrong signer can be told apart.
OpenResult<Verified> verify(const Hollow& parts, const Slice& content,
                            const std::vector<Certificate>& believed) {
  ERR_clear_error();
  auto signers = find_signers(parts, believed);
  if (!signers) return signers.error();
  STACK_OF(CMS_SignerInfo)* infos = signers->infos;
  const int count = sk_CMS_SignerInfo_num(infos);
  for (int i = 0; i < count; ++i) {
    CMS_SignerInfo* info = sk_CMS_SignerInfo_value(infos, i);
    if (CMS_signed_get_attr_count(info) < 0) continue;  // the signature is over the content itself
    if (CMS_SignerInfo_verify(info) != 1) return failure(Why::signature_wrong, take_errors());
  }
  const Input input(content);
  const Chain chain(signers->cms.get(), input);
  if (chain.get() == nullptr) return failure(Why::signature_wrong, take_errors());
  chain.read([](std::string_view) { return true; });
  bool holds = true;
  for (int i = 0; i < count && holds; ++i)
    holds = CMS_SignerInfo_verify_content(sk_CMS_SignerInfo_value(infos, i), chain.get()) == 1;
  if (!holds) return failure(Why::content_changed, take_errors());
  Verified verified{content, {}, {}, {}};
  X509* signer = nullptr;
  X509_ALGOR* digest = nullptr;
  X509_ALGOR* signature = nullptr;
  CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(infos, 0), nullptr, &signer, &digest,
                           &signature);
  verified.digest = lower(algorithm_name(digest));
  verified.signature = algorithm_name(signature);
  verified.signer = *std::find_if(believed.begin(), believed.end(),
                                  [&](const Certificate& c) { return c.handle() == signer; });
  return verified;
}

OpenResult<Hollow> take_apart(const Slice& cms) {
  auto parts = hollow(cms);
  if (!parts) return failure(Why::not_cms, parts.error().message);
  return std::move(*parts);
}

}  // namespace

OpenResult<Decrypted> decrypt(const Slice& cms, const std::vector<KeyPair>& keys,
                              const spool::SpoolSettings& spool) {
  ERR_clear_error();
  const auto parts = hollow(cms);
  if (!parts) return failure(Why::not_decrypted, parts.error().message);
  if (parts->type != ContentType::enveloped && parts->type != ContentType::auth_enveloped)
    return failure(Why::not_decrypted, "not an EnvelopedData structure");
  const ContentInfo frame = parse_frame(parts->frame);
  if (!frame) return failure(Why::not_decrypted, take_errors());
  if (sk_CMS_RecipientInfo_num(CMS_get0_RecipientInfos(frame.get())) > FrameLimits().recipients_max)
    return failure(Why::not_decrypted, "too many recipients");
  const KeyPair* key = key_for(frame.get(), keys);
  if (key == nullptr) return failure(Why::not_decrypted, "for none of our certificates");
  const auto in_one_piece = parts->content_in_one_piece();
  const Input input = in_one_piece ? Input(*in_one_piece) : Input(parts->open_content());
  // With a certificate OpenSSL goes on with a random key when the transported one can not be
  // decrypted, and what comes out is refused later: no answer tells the two apart.
  if (CMS_decrypt_set1_pkey(frame.get(), key->key.handle(), key->certificate.handle()) != 1)
    return failure(Why::not_decrypted, take_errors());
  const Chain chain(frame.get(), input);
  if (chain.get() == nullptr) return failure(Why::not_decrypted, take_errors());
  spool::PayloadWriter writer(spool);
  if (!chain.read([&](std::string_view bytes) { return writer.write(bytes); }))
    return failure(Why::too_large, "larger than a message may be");
  // The padding of a CBC, the tag of a GCM.
  const bool done = BIO_get_cipher_status(chain.get()) == 1;
  std::string detail = take_errors();
  if (!done) return failure(Why::not_decrypted, std::move(detail));
  return Decrypted{Slice(writer.finish()), cipher_in(parts->frame), key->certificate};
}

OpenResult<Verified> verify_detached(const Slice& cms, const Slice& signed_part,
                                     const std::vector<Certificate>& signers) {
  const auto parts = take_apart(cms);
  if (!parts) return parts.error();
  return verify(*parts, signed_part, signers);
}

OpenResult<Verified> verify_opaque(const Slice& cms, const std::vector<Certificate>& signers,
                                   const spool::SpoolSettings& spool) {
  const auto parts = take_apart(cms);
  if (!parts) return parts.error();
  if (!parts->content) return failure(Why::not_cms, "the structure holds no content");
  if (const auto in_one_piece = parts->content_in_one_piece())
    return verify(*parts, *in_one_piece, signers);
  spool::PayloadWriter writer(spool);
  const auto source = parts->open_content();
  std::string piece(64U << 10U, '\0');
  while (const std::size_t n = source->read(piece))
    if (!writer.write(std::string_view(piece).substr(0, n)))
      return failure(Why::too_large, "larger than a message may be");
  return verify(*parts, Slice(writer.finish()), signers);
}

}  // namespace weighbridge::as2::cms
