#include <algorithm>

#include <openssl/evp.h>

#include "cases/sha256.hpp"
#include "gateway/as2/mdn/mdn.hpp"

namespace weighbridge::as2 {
namespace {

/// A boundary that depends on nothing but the text it stands in, and does not occur there.
std::string boundary_for(std::string_view text) {
  return "----=_weighbridge_" + cases::sha256_hex(text).substr(0, 32);
}

/// What others wrote may not begin new header fields of ours.
std::string one_line(std::string_view text) {
  std::string line(text.substr(0, 900));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return line;
}

std::string base64_lines(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  constexpr std::size_t kLine = 76;
  std::string lines;
  for (std::size_t i = 0; i < text.size(); i += kLine) lines.append(text, i, kLine).append("\r\n");
  return lines;
}

std::string notification(const Mdn& mdn) {
  std::string fields = "Reporting-UA: " + one_line(mdn.reporting_ua) + "\r\n";
  if (!mdn.recipient.empty()) {
    fields += "Original-Recipient: rfc822; " + one_line(mdn.recipient) + "\r\n";
    fields += "Final-Recipient: rfc822; " + one_line(mdn.recipient) + "\r\n";
  }
  fields += "Original-Message-ID: " + one_line(mdn.original_message_id) + "\r\n";
  fields += "Disposition: automatic-action/MDN-sent-automatically; " + disposition_of(mdn.problem) +
            "\r\n";
  if (mdn.mic)
    fields +=
        "Received-Content-MIC: " + mdn.mic->base64 + ", " + one_line(mdn.mic->algorithm) + "\r\n";
  return fields;
}

}  // namespace

WrittenEntity write_mdn(const Mdn& mdn) {
  std::string text =
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
  text += mdn.text + "\r\n";
  const std::string report =
      "Content-Type: message/disposition-notification\r\n"
      "Content-Transfer-Encoding: 7bit\r\n\r\n" +
      notification(mdn);
  const std::string boundary = boundary_for(text + report);
  return {"Content-Type: multipart/report; report-type=disposition-notification;\r\n boundary=\"" +
              boundary + "\"\r\n",
          "--" + boundary + "\r\n" + text + "\r\n--" + boundary + "\r\n" + report + "\r\n--" +
              boundary + "--\r\n"};
}

WrittenEntity signature_part(std::string_view der) {
  return {
      "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n"
      "Content-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment; filename=smime.p7s\r\n",
      base64_lines(der)};
}

cms::SealResult<WrittenEntity> write_signed(const WrittenEntity& entity, const cms::KeyPair& signer,
                                            const cms::SignOptions& options) {
  const std::string whole = entity.whole();
  const auto signature = cms::sign(Slice(spool::Payload::of(whole)), signer, options);
  if (!signature) return signature.error();
  const std::string boundary = boundary_for(whole);
  WrittenEntity written;
  written.header =
      "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=" +
      std::string(to_string_view(options.digest)) + ";\r\n boundary=\"" + boundary + "\"\r\n";
  written.body = "--" + boundary + "\r\n" + whole + "\r\n--" + boundary + "\r\n" +
                 signature_part(*signature).whole() + "\r\n--" + boundary + "--\r\n";
  return written;
}

}  // namespace weighbridge::as2
