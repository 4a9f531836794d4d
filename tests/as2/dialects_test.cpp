// What AS2 products do that the standards do not say, or leave open; each was seen in one of them.
#include <catch2/catch.hpp>

#include "gateway/as2/mdn/mdn.hpp"
#include "gateway/as2/open_message.hpp"
#include "gateway/as2/seal_message.hpp"
#include "tests/as2/peer.hpp"

using namespace weighbridge;
using namespace weighbridge::as2;
using namespace weighbridge::as2::tests;

namespace {

mime::Entity entity_of(const std::string& text) {
  auto entity = mime::read_entity(slice(text));
  REQUIRE(entity.has_value());
  return std::move(*entity);
}

const std::string kMultipart =
    "Content-Type: multipart/mixed; boundary=inner\r\n\r\n--inner\r\n"
    "Content-Type: application/edi-x12\r\n\r\nISA*one\r\n--inner--";

std::string mdn_about(const std::string& id, const std::string& mic_field) {
  return "Content-Type: multipart/report; report-type=disposition-notification; boundary=r\r\n\r\n"
         "--r\r\nContent-Type: message/disposition-notification\r\n\r\n"
         "Original-Message-ID: <" +
         id + ">\r\nDisposition: automatic-action/MDN-sent-automatically; processed\r\n" +
         mic_field + "\r\n--r--";
}

ReceivedMdn read(const std::string& text) {
  auto mdn = read_mdn(entity_of(text), {certificate("them")}, spool_settings());
  REQUIRE(mdn.has_value());
  return std::move(*mdn);
}

}  // namespace

TEST_CASE("the last line end of a multipart that was signed without it", "[as2][open][mdn]") {
  make_keys();
  OpenOptions options;
  options.signers = {certificate("them")};
  options.spool = spool_settings();
  const std::string signature = sign(kMultipart, "them", "-md sha256");
  for (const char* end : {"", "\r\n"}) {
    const auto opened =
        open_message(entity_of(multipart_signed(kMultipart + end, signature)), options);
    REQUIRE(opened.has_value());
    CHECK(opened->mic_over.text() == kMultipart);
    CHECK(opened->contents.at(0).bytes.text() == "ISA*one");
  }
  const auto more =
      open_message(entity_of(multipart_signed(kMultipart + "\r\n\r\n", signature)), options);
  REQUIRE(more.has_error());
  CHECK(more.error().problem == Problem::integrity_check_failed);

  const std::string mdn = mdn_about("1@us", "");
  CHECK(read(multipart_signed(mdn + "\r\n", sign(mdn, "them", ""))).signature ==
        ReceivedMdn::Signature::valid);
}

TEST_CASE("a MIC that is missing, where no signed receipt was asked for", "[as2][mdn]") {
  const std::string mic = digest("content", "sha256");
  const ExpectedMdn unsigned_one{"1@us", {{mic, "sha-256"}}, false};
  CHECK(judge_mdn(read(mdn_about("1@us", "")), unsigned_one).confirmed);
  CHECK_FALSE(judge_mdn(read(mdn_about("2@us", "")), unsigned_one).confirmed);
  const std::string other = "Received-Content-MIC: " + digest("other", "sha256") + ", sha256\r\n";
  CHECK_FALSE(judge_mdn(read(mdn_about("1@us", other)), unsigned_one).confirmed);
  const std::string report = mdn_about("1@us", "");
  const ReceivedMdn signed_mdn = read(multipart_signed(report, sign(report, "them", "")));
  CHECK_FALSE(judge_mdn(signed_mdn, {"1@us", {{mic, "sha-256"}}, true}).confirmed);
}

TEST_CASE("the MIC of what is only compressed: with its header or without", "[as2][send][mdn]") {
  SendSettings how;
  how.compression = Compression::before_signing;
  how.sign.clear();
  how.encrypt.clear();
  const Document document{spool::Payload::of(sample_body()), "a.edi", "application/edi-x12"};
  const auto sealed = seal_message(document, how, nullptr, nullptr, spool_settings());
  REQUIRE(sealed.has_value());
  const auto holds = [&](const std::string& bytes) {
    return std::any_of(sealed->mics.begin(), sealed->mics.end(), [&](const Mic& mic) {
      return mic.base64 == digest(bytes, "sha256") && mic.algorithm == "sha-256";
    });
  };
  CHECK(holds(sample_body()));
  CHECK(
      holds("Content-Type: application/edi-x12\r\nContent-Transfer-Encoding: binary\r\n"
            "Content-Disposition: attachment; filename=\"a.edi\"\r\n\r\n" +
            sample_body()));
}
