#include <algorithm>

#include "gateway/as2/headers.hpp"
#include "gateway/as2/mdn/mdn.hpp"
#include "gateway/as2/mime/multipart.hpp"
#include "gateway/as2/signed_part.hpp"
#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

constexpr std::size_t kTextMax = 4U << 10U;
constexpr std::uint64_t kMdnBytesMax = 1U << 20U;

/// The notification's fields. Some writers begin them with empty lines or put those between them.
http::Fields read_notification(const std::string& text) {
  std::string joined;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (trimmed(line).empty()) continue;
    joined.append(line).append("\n");
  }
  const auto entity = mime::read_entity(Slice(spool::Payload::of(std::move(joined))));
  return entity ? entity->fields : http::Fields();
}

/// "rfc822; NAME" or just the name.
std::string recipient_of(const http::Fields& fields) {
  std::string_view field = fields["Final-Recipient"];
  if (field.empty()) field = fields["Original-Recipient"];
  if (const std::size_t semicolon = field.find(';'); semicolon != std::string_view::npos)
    field.remove_prefix(semicolon + 1);
  return std::string(trimmed(field));
}

/// "BASE64, sha-256", also with a semicolon, or without an algorithm, which then is SHA-1.
std::optional<Mic> mic_of(std::string_view field) {
  field = trimmed(field);
  if (field.empty()) return std::nullopt;
  const std::size_t comma = field.find_first_of(",;");
  Mic mic;
  for (const char c : field.substr(0, comma))
    if (!is_blank(c)) mic.base64 += c;
  mic.algorithm =
      comma == std::string_view::npos ? "sha1" : std::string(trimmed(field.substr(comma + 1)));
  return mic;
}

class MdnReader {
 public:
  MdnReader(const std::vector<cms::Certificate>& signers, const spool::SpoolSettings& spool)
      : signers_(signers), spool_(spool) {}

  mime::Result<ReceivedMdn> read(const mime::Entity& entity) {
    if (entity.body.size() > kMdnBytesMax) return mime::Malformed{"an MDN of more than a megabyte"};
    if (const auto trouble = visit(entity, 0)) return *trouble;
    if (!found_) return mime::Malformed{"there is no disposition notification in it"};
    return std::move(mdn_);
  }

 private:
  using Trouble = std::optional<mime::Malformed>;

  Trouble visit(const mime::Entity& entity, std::size_t depth) {
    if (depth > mime::Limits().depth_max) return mime::Malformed{"parts too deep in one another"};
    const mime::StructuredValue type = mime::read_structured(entity.fields["Content-Type"]);
    if (type.value == "multipart/signed") return visit_signed(entity, type, depth);
    if (type.value.starts_with("multipart/")) {
      const auto parts = mime::split_multipart(entity.body, type.parameter("boundary"));
      if (!parts) return parts.error();
      for (const Slice& part : parts->parts) {
        const auto inner = mime::read_entity(part);
        if (!inner) continue;  // parts that are not understood do not make the others less
        if (auto trouble = visit(*inner, depth + 1)) return trouble;
      }
      return std::nullopt;
    }
    take(entity, type.value);
    return std::nullopt;
  }

  Trouble visit_signed(const mime::Entity& entity, const mime::StructuredValue& type,
                       std::size_t depth) {
    const auto parts = mime::split_multipart(entity.body, type.parameter("boundary"));
    if (!parts) return parts.error();
    if (depth > 0) return mime::Malformed{"a signature in an unexpected place"};
    verify(parts->parts);
    const auto report = mime::read_entity(parts->parts.front());
    if (!report) return report.error();
    return visit(*report, depth + 1);
  }

  void verify(const std::vector<Slice>& parts) {
    mdn_.signature = ReceivedMdn::Signature::wrong;
    mdn_.signature_trouble = "the signature is missing";
    if (parts.size() < 2) return;
    const auto part = mime::read_entity(parts[1]);
    if (!part) return;
    const auto bytes = mime::decode_body(part->body, mime::transfer_encoding(part->fields), spool_);
    if (!bytes) {
      mdn_.signature_trouble = bytes.error().message;
      return;
    }
    const auto verified = verify_part(*bytes, parts.front(), signers_, spool_);
    if (!verified) {
      mdn_.signature_trouble = verified.error().detail;
      return;
    }
    mdn_.signature = ReceivedMdn::Signature::valid;
    mdn_.signature_trouble.clear();
  }

  void take(const mime::Entity& entity, const std::string& type) {
    const bool report = type == "message/disposition-notification" ||
                        type == "message/global-disposition-notification";
    if (!report && (!type.empty() && type != "text/plain")) return;
    const auto body =
        mime::decode_body(entity.body, mime::transfer_encoding(entity.fields), spool_);
    if (!body) return;
    if (!report) {
      if (mdn_.text.empty()) mdn_.text = trimmed(body->head(kTextMax));
      return;
    }
    const http::Fields fields = read_notification(body->text());
    mdn_.original_message_id = bare_message_id(fields["Original-Message-ID"]);
    mdn_.recipient = recipient_of(fields);
    mdn_.disposition = read_disposition(fields["Disposition"]);
    mdn_.mic = mic_of(fields["Received-Content-MIC"]);
    found_ = true;
  }

  const std::vector<cms::Certificate>& signers_;
  const spool::SpoolSettings& spool_;
  ReceivedMdn mdn_;
  bool found_ = false;
};

bool same_mic(const Mic& a, const Mic& b) {
  const auto digest = cms::digest_from(a.algorithm);
  return digest && digest == cms::digest_from(b.algorithm) && a.base64 == b.base64;
}

}  // namespace

mime::Result<ReceivedMdn> read_mdn(const mime::Entity& entity,
                                   const std::vector<cms::Certificate>& signers,
                                   const spool::SpoolSettings& spool) {
  return MdnReader(signers, spool).read(entity);
}

bool is_mdn(const mime::Entity& entity) {
  const mime::StructuredValue type = mime::read_structured(entity.fields["Content-Type"]);
  if (type.value == "multipart/report" || type.value == "message/disposition-notification")
    return true;
  if (type.value != "multipart/signed" || entity.body.size() > kMdnBytesMax) return false;
  const auto parts = mime::split_multipart(entity.body, type.parameter("boundary"));
  if (!parts) return false;
  const auto first = mime::read_entity(parts->parts.front());
  return first && mime::media_type(first->fields, "") == "multipart/report";
}

Verdict judge_mdn(const ReceivedMdn& mdn, const ExpectedMdn& expected) {
  const auto not_confirmed = [](std::string why) { return Verdict{false, false, std::move(why)}; };
  if (mdn.signature == ReceivedMdn::Signature::wrong)
    return not_confirmed("the signature of the MDN does not hold: " + mdn.signature_trouble);
  if (expected.signature && mdn.signature == ReceivedMdn::Signature::none)
    return not_confirmed("the MDN is not signed, though a signed one was asked for");
  if (mdn.original_message_id != expected.message_id)
    return not_confirmed("the MDN is about another message: " + mdn.original_message_id);
  if (!mdn.disposition.positive()) {
    Verdict verdict =
        not_confirmed("the receiver has not taken it: " + mdn.disposition.type +
                      (mdn.disposition.modifier.empty() ? "" : "/" + mdn.disposition.modifier) +
                      (mdn.disposition.detail.empty() ? "" : ": " + mdn.disposition.detail));
    verdict.refused = true;
    return verdict;
  }
  // RFC 4130 §7.4.3: what a signed receipt must hold; products leave it out of unsigned ones.
  if (!mdn.mic && !expected.signature) return {true, false, {}};
  if (!mdn.mic) return not_confirmed("the MDN holds no MIC");
  if (std::none_of(expected.mics.begin(), expected.mics.end(),
                   [&](const Mic& mic) { return same_mic(mic, *mdn.mic); }))
    return not_confirmed("the MIC is not that of what was sent: " + mdn.mic->base64 + ", " +
                         mdn.mic->algorithm);
  return {true, false, {}};
}

}  // namespace weighbridge::as2
