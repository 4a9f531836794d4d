#include "gateway/as2/open_message.hpp"

#include <algorithm>

#include "gateway/as2/cms/open.hpp"
#include "gateway/as2/mime/multipart.hpp"
#include "gateway/as2/signed_part.hpp"
#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

using Trouble = std::optional<Rejection>;

/// Whether an epilogue is what software or people write. Whoever appends ciphertext of a captured
/// message to it, to learn from our answers whether the padding came out right, makes the end of
/// the plaintext random; refused like a wrong padding, it tells nothing.
bool is_text(const Slice& epilogue) {
  constexpr std::size_t kLooked = 4U << 10U;
  const std::string head = epilogue.head(kLooked);
  return head.size() == epilogue.size() && std::all_of(head.begin(), head.end(), [](char c) {
           return (c >= 0x20 && c < 0x7F) || is_blank(c);
         });
}

class Opening {
 public:
  Opening(const mime::Entity& message, const OpenOptions& options)
      : options_(options), entity_(message) {}

  boost::system::result<OpenedMessage, Rejection> run() {
    for (std::size_t depth = 0;; ++depth) {
      if (depth > mime::Limits().depth_max) return malformed("too many layers");
      const mime::StructuredValue type = mime::read_structured(entity_.fields["Content-Type"]);
      Trouble trouble;
      if (type.value == "multipart/signed") {
        trouble = take_signature_off(type);
      } else if (type.value == "application/pkcs7-mime" ||
                 type.value == "application/x-pkcs7-mime") {
        trouble = open_structure();
      } else {
        break;
      }
      if (trouble) return *trouble;
    }
    if (auto trouble = collect(entity_, 0)) return *trouble;
    if (!opened_.was_signed) {
      const bool wrapped = opened_.was_encrypted || opened_.was_compressed;
      opened_.mic_over = wrapped ? entity_.whole : entity_.body;
    }
    return std::move(opened_);
  }

 private:
  /// What is wrong with the structure of what came. Behind an encryption it may be wrong only
  /// because the key or the ciphertext was, and the sender may not learn which (padding oracles).
  Rejection malformed(std::string detail) const {
    return {opened_.was_encrypted && !opened_.was_signed ? Problem::decryption_failed
                                                         : Problem::unexpected_processing_error,
            std::move(detail)};
  }

  Rejection rejection(const cms::OpenFailure& failure) const {
    using Why = cms::OpenFailure::Why;
    switch (failure.why) {
      case Why::not_decrypted:
        return {Problem::decryption_failed, failure.detail};
      case Why::not_inflated:
        return {Problem::decompression_failed, failure.detail};
      case Why::unknown_signer:
      case Why::signature_wrong:
        return {Problem::authentication_failed, failure.detail};
      case Why::content_changed:
        return {Problem::integrity_check_failed, failure.detail};
      case Why::too_large:
        return {Problem::unexpected_processing_error, failure.detail};
      case Why::not_cms:
        break;
    }
    return malformed(failure.detail);
  }

  /// The inner entity becomes the one that is looked at next.
  Trouble enter(const Slice& whole) {
    auto inner = mime::read_entity(whole);
    if (!inner) return malformed(inner.error().message);
    entity_ = std::move(*inner);
    return std::nullopt;
  }

  Trouble take_signature_off(const mime::StructuredValue& type) {
    if (opened_.was_signed) return malformed("signed twice");
    const auto parts = mime::split_multipart(entity_.body, type.parameter("boundary"));
    if (!parts) return malformed(parts.error().message);
    if (parts->parts.size() != 2) return malformed("multipart/signed without exactly two parts");
    if (opened_.was_encrypted && !is_text(parts->epilogue))
      return malformed("bytes that are no text behind the closing boundary");
    const auto signature_part = mime::read_entity(parts->parts.back());
    if (!signature_part) return malformed(signature_part.error().message);
    const auto signature = structure_in(*signature_part);
    if (!signature) return malformed(signature.error().message);
    auto verified = verify_part(*signature, parts->parts.front(), options_.signers, options_.spool);
    if (!verified) return rejection(verified.error());
    note_signature(*verified);
    return enter(parts->parts.front());
  }

  void note_signature(const cms::Verified& verified) {
    opened_.was_signed = true;
    opened_.digest = verified.digest;
    opened_.mic_over = verified.content;
    opened_.facts.emplace_back("signed", verified.digest + " " + verified.signature);
    opened_.facts.emplace_back("signer", verified.signer.subject());
    opened_.facts.emplace_back("signer-sha256", verified.signer.fingerprint());
  }

  Trouble open_structure() {
    const auto bytes = structure_in(entity_);
    if (!bytes) return malformed(bytes.error().message);
    const auto parts = cms::hollow(*bytes);
    if (!parts) {
      // Broken before anything was decrypted: the announced type says what failed.
      const std::string announced =
          lower(mime::read_structured(entity_.fields["Content-Type"]).parameter("smime-type"));
      if (announced == "compressed-data")
        return Rejection{Problem::decompression_failed, parts.error().message};
      if (announced == "signed-data")
        return Rejection{Problem::authentication_failed, parts.error().message};
      return Rejection{Problem::decryption_failed, parts.error().message};
    }
    switch (parts->type) {
      case cms::ContentType::enveloped:
      case cms::ContentType::auth_enveloped:
        return decrypt(*bytes);
      case cms::ContentType::compressed:
        return inflate(*bytes);
      case cms::ContentType::signed_data:
        return open_signed(*bytes);
    }
    return malformed("a structure of an unknown type");
  }

  Trouble decrypt(const Slice& bytes) {
    if (opened_.was_encrypted) return malformed("encrypted twice");
    const auto decrypted = cms::decrypt(bytes, options_.keys, options_.spool);
    if (!decrypted) return rejection(decrypted.error());
    opened_.was_encrypted = true;
    opened_.cipher = decrypted->cipher;
    opened_.facts.emplace_back("encrypted", decrypted->cipher);
    opened_.facts.emplace_back("recipient-sha256", decrypted->recipient.fingerprint());
    return enter(decrypted->content);
  }

  Trouble inflate(const Slice& bytes) {
    if (opened_.was_compressed) return malformed("compressed twice");
    const cms::InflateLimits limits{options_.content_bytes_max, options_.inflate_ratio_max};
    const auto inflated = cms::inflate(bytes, limits, options_.spool);
    if (!inflated) return Rejection{Problem::decompression_failed, inflated.error().detail};
    opened_.was_compressed = true;
    opened_.facts.emplace_back("compressed", "zlib");
    return enter(*inflated);
  }

  Trouble open_signed(const Slice& bytes) {
    if (opened_.was_signed) return malformed("signed twice");
    const auto verified = cms::verify_opaque(bytes, options_.signers, options_.spool);
    if (!verified) return rejection(verified.error());
    note_signature(*verified);
    return enter(verified->content);
  }

  /// The bytes of a CMS structure. What begins as one is one, whatever the transfer encoding says:
  /// over HTTP many state one that they do not apply, and some apply one that they do not state.
  mime::Result<Slice> structure_in(const mime::Entity& entity) const {
    if (entity.body.head(1) == "\x30") return entity.body;
    auto encoding = mime::transfer_encoding(entity.fields);
    if (encoding == mime::TransferEncoding::identity) encoding = mime::TransferEncoding::base64;
    return mime::decode_body(entity.body, encoding, options_.spool);
  }

  Trouble collect(const mime::Entity& entity, std::size_t depth) {
    if (depth > mime::Limits().depth_max) return malformed("parts too deep in one another");
    const mime::StructuredValue type = mime::read_structured(entity.fields["Content-Type"]);
    if (!type.value.starts_with("multipart/")) return add(entity, type.value);
    const auto parts = mime::split_multipart(entity.body, type.parameter("boundary"));
    if (!parts) return malformed(parts.error().message);
    for (const Slice& part : parts->parts) {
      const auto inner = mime::read_entity(part);
      if (!inner) return malformed(inner.error().message);
      if (auto trouble = collect(*inner, depth + 1)) return trouble;
    }
    return std::nullopt;
  }

  Trouble add(const mime::Entity& entity, const std::string& type) {
    if (opened_.contents.size() == mime::Limits().parts_max) return malformed("too many parts");
    // Ciphertext and signatures are no documents, wherever they stand.
    if (type.starts_with("application/pkcs7-") || type.starts_with("application/x-pkcs7-"))
      return malformed("a CMS structure where a document was expected");
    const auto body =
        mime::decode_body(entity.body, mime::transfer_encoding(entity.fields), options_.spool);
    if (!body) return malformed(body.error().message);
    auto bytes = body->payload(options_.spool);
    if (!bytes) return malformed("a part is too large");
    opened_.contents.push_back({std::move(*bytes), mime::file_name(entity.fields), type});
    return std::nullopt;
  }

  const OpenOptions& options_;
  mime::Entity entity_;
  OpenedMessage opened_;
};

}  // namespace

boost::system::result<OpenedMessage, Rejection> open_message(const mime::Entity& message,
                                                             const OpenOptions& options) {
  return Opening(message, options).run();
}

}  // namespace weighbridge::as2
