#include "gateway/as2/seal_message.hpp"

#include <algorithm>

#include <openssl/evp.h>

#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

using FieldList = std::vector<std::pair<std::string, std::string>>;

/// An entity being wrapped: header fields, and a body that may be large.
struct Wrapped {
  FieldList fields;
  Slice body;
};

class Sealing {
 public:
  Sealing(const SendSettings& settings, const spool::SpoolSettings& spool)
      : settings_(settings), spool_(spool) {}

  cms::SealResult<SealedMessage> run(const Document& document, const Credential* signer,
                                     const Credential* recipient) {
    Wrapped entity = innermost(document);
    const bool bare = settings_.sign.empty() && settings_.encrypt.empty() &&
                      settings_.compression == Compression::none;
    std::vector<Slice> mic_over{bare ? entity.body : whole(entity)};
    // RFC 5402 §4.3 counts the header of what was only compressed; many products do not.
    if (!bare && settings_.sign.empty() && settings_.encrypt.empty())
      mic_over.push_back(entity.body);
    if (settings_.compression == Compression::before_signing) {
      if (const auto error = compress(entity)) return *error;
      if (!settings_.sign.empty()) mic_over = {whole(entity)};
    }
    if (!settings_.sign.empty())
      if (const auto error = sign(entity, signer)) return *error;
    if (settings_.compression == Compression::after_signing)
      if (const auto error = compress(entity)) return *error;
    if (!settings_.encrypt.empty())
      if (const auto error = encrypt(entity, recipient)) return *error;
    return SealedMessage{std::move(entity.fields), entity.body, mics(mic_over)};
  }

 private:
  using Error = std::optional<cms::SealError>;

  static Wrapped innermost(const Document& document) {
    Wrapped entity;
    entity.fields.emplace_back("Content-Type", document.content_type.empty()
                                                   ? "application/octet-stream"
                                                   : document.content_type);
    entity.fields.emplace_back("Content-Transfer-Encoding", "binary");
    if (!document.file_name.empty())
      entity.fields.emplace_back("Content-Disposition",
                                 "attachment; filename=" + quoted(document.file_name));
    entity.body = Slice(document.bytes);
    return entity;
  }

  static std::string quoted(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
      if (static_cast<unsigned char>(c) < 0x20) continue;
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    return text + '"';
  }

  static std::string header(const FieldList& fields) {
    std::string text;
    for (const auto& [name, value] : fields) text += name + ": " + value + "\r\n";
    return text + "\r\n";
  }

  void copy(const Slice& from, spool::PayloadWriter& to) {
    const auto source = from.open();
    std::string piece(64U << 10U, '\0');
    while (const std::size_t n = source->read(piece))
      write(to, std::string_view(piece).substr(0, n));
  }

  void write(spool::PayloadWriter& to, std::string_view bytes) { fits_ = to.write(bytes) && fits_; }

  /// The entity as bytes, header and body.
  Slice whole(const Wrapped& entity) {
    spool::PayloadWriter writer(spool_);
    write(writer, header(entity.fields));
    copy(entity.body, writer);
    return Slice(writer.finish());
  }

  Error too_large() const {
    if (fits_) return std::nullopt;
    return cms::SealError{"the message is too large"};
  }

  Error compress(Wrapped& entity) {
    const Slice bytes = whole(entity);
    if (auto error = too_large()) return error;
    auto compressed = cms::deflate(bytes, spool_);
    if (!compressed) return compressed.error();
    entity = structure(std::move(*compressed), "compressed-data", "smime.p7z");
    return std::nullopt;
  }

  Error sign(Wrapped& entity, const Credential* signer) {
    if (signer == nullptr) return cms::SealError{"we have no certificate to sign with"};
    const Slice bytes = whole(entity);
    if (auto error = too_large()) return error;
    const cms::SignOptions options{cms::digest_from(settings_.sign).value_or(cms::Digest::sha256),
                                   settings_.pss};
    const auto signature = cms::sign(bytes, {signer->certificate, signer->key}, options);
    if (!signature) return signature.error();
    const WrittenEntity tail = signature_part(*signature);
    spool::PayloadWriter writer(spool_);
    const std::string boundary = "----=_weighbridge_" + bytes_hash(bytes);
    write(writer, "--" + boundary + "\r\n");
    copy(bytes, writer);
    write(writer, "\r\n--" + boundary + "\r\n" + tail.whole() + "\r\n--" + boundary + "--\r\n");
    entity.fields = {
        {"Content-Type", "multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=" +
                             std::string(to_string_view(options.digest)) + "; boundary=\"" +
                             boundary + "\""}};
    entity.body = Slice(writer.finish());
    return too_large();
  }

  /// A boundary that the bytes can not hold, because it depends on all of them.
  std::string bytes_hash(const Slice& bytes) const {
    std::string hash = cms::digest_base64(bytes, cms::Digest::sha256).substr(0, 32);
    std::replace_if(
        hash.begin(), hash.end(), [](char c) { return c == '/' || c == '+' || c == '='; }, '_');
    return hash;
  }

  Error encrypt(Wrapped& entity, const Credential* recipient) {
    if (recipient == nullptr)
      return cms::SealError{"there is no certificate of the partner to encrypt for"};
    const Slice bytes = whole(entity);
    if (auto error = too_large()) return error;
    auto encrypted =
        cms::encrypt(bytes, recipient->certificate, {settings_.encrypt, settings_.oaep}, spool_);
    if (!encrypted) return encrypted.error();
    const bool aead = settings_.encrypt.ends_with("-gcm");
    entity = structure(std::move(*encrypted), aead ? "authEnveloped-data" : "enveloped-data",
                       "smime.p7m");
    return std::nullopt;
  }

  static Wrapped structure(Slice body, const std::string& type, const std::string& name) {
    return {{{"Content-Type", "application/pkcs7-mime; smime-type=" + type + "; name=" + name},
             {"Content-Transfer-Encoding", "binary"},
             {"Content-Disposition", "attachment; filename=" + name}},
            std::move(body)};
  }

  std::vector<Mic> mics(const std::vector<Slice>& over) const {
    std::vector<cms::Digest> digests{
        cms::digest_from(settings_.sign).value_or(cms::Digest::sha256)};
    // A receiver that knows none of the algorithms that we name falls back to SHA-1.
    if (digests.front() != cms::Digest::sha1) digests.push_back(cms::Digest::sha1);
    std::vector<Mic> found;
    for (const Slice& bytes : over)
      for (const cms::Digest digest : digests)
        found.push_back({cms::digest_base64(bytes, digest), std::string(to_string_view(digest))});
    return found;
  }

  const SendSettings& settings_;
  const spool::SpoolSettings& spool_;
  bool fits_ = true;
};

}  // namespace

cms::SealResult<SealedMessage> seal_message(const Document& document, const SendSettings& settings,
                                            const Credential* signer, const Credential* recipient,
                                            const spool::SpoolSettings& spool) {
  return Sealing(settings, spool).run(document, signer, recipient);
}

}  // namespace weighbridge::as2
