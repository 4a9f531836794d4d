// Messages that the openssl program made, in every combination of layers and algorithms, and what
// must not be opened.
#include "gateway/as2/open_message.hpp"

#include <catch2/catch.hpp>
#include <zlib.h>

#include "gateway/as2/cms/seal.hpp"
#include "tests/as2/peer.hpp"

using namespace weighbridge;
using namespace weighbridge::as2;
using namespace weighbridge::as2::tests;

namespace {

OpenOptions options() {
  OpenOptions made;
  made.keys = {key_pair("us"), key_pair("us_ec")};
  made.signers = {certificate("them"), certificate("them_ec")};
  made.spool = spool_settings();
  return made;
}

/// An entity as an HTTP message: its header is the request's.
mime::Entity message(const std::string& entity) {
  auto read = mime::read_entity(slice(entity));
  REQUIRE(read.has_value());
  read->whole = read->body;  // HTTP fields are no part of what was signed
  return *read;
}

auto open(const std::string& entity) {
  return open_message(message(entity), options());
}

Problem problem_of(const std::string& entity) {
  const auto opened = open(entity);
  REQUIRE(opened.has_error());
  INFO(opened.error().detail);
  return opened.error().problem;
}

std::string deflated(const std::string& entity) {
  const auto made = cms::deflate(slice(entity), spool_settings());
  REQUIRE(made.has_value());
  return made->text();
}

struct Signature {
  std::string name, signer, options, digest;
  bool opaque = false;
};
struct Cipher {
  std::string name, recipient, options, cipher;
};

const std::vector<Signature> kSignatures{
    {"none", "", "", ""},
    {"sha1", "them", "-md sha1", "sha1"},
    {"sha256", "them", "-md sha256", "sha256"},
    {"sha384", "them", "-md sha384", "sha384"},
    {"sha512", "them", "-md sha512", "sha512"},
    {"pss", "them", "-md sha256 -keyopt rsa_padding_mode:pss", "sha256"},
    {"ec", "them_ec", "-md sha256", "sha256"},
    {"ec384", "them_ec", "-md sha384", "sha384"},
    {"nocerts", "them", "-md sha256 -nocerts", "sha256"},
    {"keyid", "them", "-md sha256 -keyid", "sha256"},
    {"noattr", "them", "-md sha256 -noattr", "sha256"},
    {"opaque", "them", "-md sha256", "sha256", true},
    {"opaque in BER", "them", "-md sha256 -stream -indef", "sha256", true},
    {"opaque by EC without certificates", "them_ec", "-md sha256 -nocerts", "sha256", true},
};
const std::vector<Cipher> kCiphers{
    {"none", "", "", ""},
    {"3des", "us", "-des3", "des-ede3-cbc"},
    {"aes128", "us", "-aes128", "aes-128-cbc"},
    {"aes192", "us", "-aes192", "aes-192-cbc"},
    {"aes256", "us", "-aes256", "aes-256-cbc"},
    {"aes128-gcm", "us", "-aes-128-gcm", "aes-128-gcm"},
    {"aes256-gcm", "us", "-aes-256-gcm", "aes-256-gcm"},
    {"oaep", "us", "-aes256 -keyopt rsa_padding_mode:oaep", "aes-256-cbc"},
    {"oaep sha256", "us", "-aes256 -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
     "aes-256-cbc"},
    {"keyid", "us", "-aes256 -keyid", "aes-256-cbc"},
    {"ecdh", "us_ec", "-aes256", "aes-256-cbc"},
    {"ecdh with gcm", "us_ec", "-aes-256-gcm", "aes-256-gcm"},
    {"BER", "us", "-aes256 -stream -indef", "aes-256-cbc"},
    {"gcm in BER", "us", "-aes-256-gcm -stream -indef", "aes-256-gcm"},
    {"among other recipients", "stranger", "-recip us.pem -aes256", "aes-256-cbc"},
};

std::string with_signature(const std::string& entity, const Signature& how) {
  if (how.signer.empty()) return entity;
  if (how.opaque) return pkcs7_mime(sign_opaque(entity, how.signer, how.options), "signed-data");
  return multipart_signed(entity, sign(entity, how.signer, how.options));
}

std::string with_cipher(const std::string& entity, const Cipher& how) {
  if (how.recipient.empty()) return entity;
  return pkcs7_mime(encrypt(entity, how.recipient, how.options), "enveloped-data");
}

/// Checks what was opened against what was put in.
void check(const std::string& wrapped, const std::string& mic_over, const Signature& signature,
           const Cipher& cipher) {
  const auto opened = open(wrapped);
  if (!opened) {
    FAIL(to_string_view(opened.error().problem) << ": " << opened.error().detail);
    return;
  }
  REQUIRE(opened->contents.size() == 1);
  CHECK(opened->contents[0].bytes.text() == sample_body());
  CHECK(opened->contents[0].file_name == "order 1.edi");
  CHECK(opened->was_signed == !signature.signer.empty());
  CHECK(opened->was_encrypted == !cipher.recipient.empty());
  CHECK(opened->digest == signature.digest);
  CHECK(opened->cipher == cipher.cipher);
  CHECK(opened->mic_over.text() == mic_over);
}

}  // namespace

TEST_CASE("every signature with every cipher, compressed before, after or not", "[as2][open]") {
  const std::string entity = document_entity(sample_body());
  for (const Signature& signature : kSignatures) {
    const std::string signed_entity = with_signature(entity, signature);
    const std::string compressed = pkcs7_mime(deflated(entity), "compressed-data");
    const std::string signed_compressed = with_signature(compressed, signature);
    for (const Cipher& cipher : kCiphers) {
      // All ciphers with one signature, all signatures with one cipher and without any.
      if (signature.name != "sha256" && signature.name != "none" && cipher.name != "aes256" &&
          cipher.name != "none")
        continue;
      DYNAMIC_SECTION(signature.name << " / " << cipher.name) {
        const bool bare = signature.signer.empty() && cipher.recipient.empty();
        check(with_cipher(signed_entity, cipher), bare ? sample_body() : entity, signature, cipher);
        // RFC 5402 §4: over what was signed, which is compressed; else over what was inflated.
        check(with_cipher(signed_compressed, cipher),
              signature.signer.empty() ? entity : compressed, signature, cipher);
        check(with_cipher(pkcs7_mime(deflated(signed_entity), "compressed-data"), cipher), entity,
              signature, cipher);
      }
    }
  }
}

TEST_CASE("a MIC is what openssl computes over the signed part", "[as2][open]") {
  const std::string entity = document_entity(sample_body());
  const auto opened = open(multipart_signed(entity, sign(entity, "them", "-md sha256")));
  REQUIRE(opened.has_value());
  for (const auto& [digest_kind, name] :
       std::vector<std::pair<cms::Digest, std::string>>{{cms::Digest::sha1, "sha1"},
                                                        {cms::Digest::sha256, "sha256"},
                                                        {cms::Digest::sha384, "sha384"},
                                                        {cms::Digest::sha512, "sha512"}})
    CHECK(cms::digest_base64(opened->mic_over, digest_kind) == digest(entity, name));
}

TEST_CASE("multipart/signed as openssl writes it, bare line feeds and all", "[as2][open]") {
  make_keys();
  for (const char* flags : {"-binary", "", "-crlfeol"}) {
    INFO(flags);
    write_file("in", document_entity(sample_body()));
    run(std::string("openssl cms -sign -in in -signer them.pem -inkey them.key -out out ") + flags);
    const auto opened = open(read_file("out"));
    REQUIRE(opened.has_value());
    CHECK(opened->was_signed);
    CHECK(opened->contents.at(0).bytes.text() == sample_body());
  }
  SECTION("a transport that took the carriage returns") {
    std::string entity = read_file("out");
    std::erase(entity, '\r');
    const auto opened = open(entity);
    REQUIRE(opened.has_value());
    CHECK(opened->was_signed);
  }
}

TEST_CASE("transfer encodings that are stated, missing or not applied", "[as2][open]") {
  const std::string der = encrypt(document_entity(sample_body()), "us", "-aes128");
  const std::string head = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n";
  CHECK(open(head + "\r\n" + der).has_value());
  CHECK(open(head + "Content-Transfer-Encoding: binary\r\n\r\n" + der).has_value());
  CHECK(open(head + "Content-Transfer-Encoding: base64\r\n\r\n" + der).has_value());
  CHECK(open(head + "Content-Transfer-Encoding: BASE64\r\n\r\n" + base64(der)).has_value());
  CHECK(open(head + "\r\n" + base64(der)).has_value());
}

TEST_CASE("several attachments keep order, names and types", "[as2][open]") {
  const std::string entity =
      "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" +
      document_entity("first", "a.edi") +
      "\r\n--x\r\nContent-Type: application/pdf; name*="
      "utf-8''b%C3%A4.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nc2Vjb25k\r\n--x\r\n"
      "Content-Disposition: attachment; filename=\"=?utf-8?Q?c_=C3=BC.txt?=\"\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\nth=\r\nird=21\r\n--x--\r\n";
  const auto opened = open(multipart_signed(entity, sign(entity, "them", "-md sha256")));
  REQUIRE(opened.has_value());
  REQUIRE(opened->contents.size() == 3);
  CHECK(opened->contents[0].bytes.text() == "first");
  CHECK(opened->contents[1].bytes.text() == "second");
  CHECK(opened->contents[1].file_name == "b\xC3\xA4.pdf");
  CHECK(opened->contents[1].content_type == "application/pdf");
  CHECK(opened->contents[2].bytes.text() == "third!");
  CHECK(opened->contents[2].file_name == "c \xC3\xBC.txt");
}

TEST_CASE("what is wrong with a message is told in the right word", "[as2][open]") {
  const std::string entity = document_entity(sample_body());
  const std::string signature = sign(entity, "them", "-md sha256");

  SECTION("signed by somebody else") {
    CHECK(problem_of(multipart_signed(entity, sign(entity, "stranger", "-md sha256"))) ==
          Problem::authentication_failed);
    CHECK(problem_of(pkcs7_mime(sign_opaque(entity, "stranger", ""), "signed-data")) ==
          Problem::authentication_failed);
  }
  SECTION("changed after it was signed") {
    std::string changed = multipart_signed(entity, signature);
    changed.replace(changed.find("IEA*1"), 5, "IEA*2");
    CHECK(problem_of(changed) == Problem::integrity_check_failed);
    std::string inner = sign_opaque(entity, "them", "");
    inner.replace(inner.find("IEA*1"), 5, "IEA*2");
    CHECK(problem_of(pkcs7_mime(inner, "signed-data")) == Problem::integrity_check_failed);
  }
  SECTION("the signature itself was changed") {
    std::string broken = signature;
    broken[broken.size() - 9] = static_cast<char>(broken[broken.size() - 9] ^ 1);
    CHECK(problem_of(multipart_signed(entity, broken)) == Problem::authentication_failed);
  }
  SECTION("no signature at all") {
    run("openssl crl2pkcs7 -nocrl -certfile them.pem -outform DER -out out");
    CHECK(problem_of(multipart_signed(entity, read_file("out"))) == Problem::authentication_failed);
  }
  SECTION("encrypted for somebody else") {
    CHECK(problem_of(pkcs7_mime(encrypt(entity, "stranger", "-aes256"), "enveloped-data")) ==
          Problem::decryption_failed);
  }
  SECTION("ciphertext changed at any place") {
    for (const char* cipher : {"-aes256", "-aes-256-gcm", "-des3"}) {
      const std::string der = encrypt(entity, "us", cipher);
      for (std::size_t at = 20; at < der.size(); at += 31) {
        std::string changed = der;
        changed[at] = static_cast<char>(changed[at] ^ 0x40);
        const auto opened = open(pkcs7_mime(changed, "enveloped-data"));
        INFO(cipher << " at " << at << " of " << der.size());
        // Without a signature CBC lets changes in the middle of the text pass; nothing else may.
        if (opened)
          CHECK(std::string(cipher) != "-aes-256-gcm");
        else
          CHECK(opened.error().problem == Problem::decryption_failed);
      }
    }
  }
  SECTION("ciphertext appended to a captured message: the padding tells nothing") {
    // A block whose padding is right is put at the end; what it decrypts to is known to nobody.
    const std::string captured =
        encrypt(multipart_signed(entity, signature) + "\x8F\x02garbage", "us", "-aes256");
    CHECK(problem_of(pkcs7_mime(captured, "enveloped-data")) == Problem::decryption_failed);
  }
  SECTION("cut short anywhere") {
    const std::string der = encrypt(entity, "us", "-aes256");
    for (std::size_t size = 0; size < der.size(); size += 17)
      CHECK(problem_of(pkcs7_mime(der.substr(0, size), "enveloped-data")) ==
            Problem::decryption_failed);
  }
  SECTION("damaged compression") {
    std::string der = deflated(entity);
    der[der.size() - 10] = static_cast<char>(der[der.size() - 10] ^ 0x55);
    CHECK(problem_of(pkcs7_mime(der, "compressed-data")) == Problem::decompression_failed);
    CHECK(problem_of(pkcs7_mime("rubbish", "compressed-data")) == Problem::decompression_failed);
  }
  SECTION("no MIME inside, or a broken one") {
    CHECK(problem_of(pkcs7_mime(encrypt("\x01\x02 rubbish", "us", "-aes256"), "enveloped-data")) ==
          Problem::decryption_failed);
    CHECK(problem_of("Content-Type: multipart/signed; boundary=a\r\n\r\n--b\r\n") ==
          Problem::unexpected_processing_error);
    CHECK(problem_of("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nx\r\n") ==
          Problem::unexpected_processing_error);
  }
  SECTION("layers without end") {
    std::string deep = entity;
    for (int i = 0; i < 3; ++i) deep = pkcs7_mime(encrypt(deep, "us", "-aes128"), "enveloped-data");
    CHECK(problem_of(deep) == Problem::decryption_failed);
    std::string parts = "\r\nx";
    for (int i = 0; i < 20; ++i) {
      const std::string b = "b" + std::to_string(i);
      parts = "Content-Type: multipart/mixed; boundary=" + b + "\r\n\r\n--" + b + "\r\n" + parts +
              "\r\n--" + b + "--\r\n";
    }
    CHECK(problem_of(parts) == Problem::unexpected_processing_error);
  }
}

TEST_CASE("bombs are refused while they are small", "[as2][open]") {
  SECTION("compressed data that inflates to gigabytes") {
    const std::string zeros(64U << 20U, '\0');
    CHECK(problem_of(pkcs7_mime(deflated("Content-Type: text/plain\r\n\r\n" + zeros),
                                "compressed-data")) == Problem::decompression_failed);
  }
  SECTION("elements within one another") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += std::string("\x30\x80", 2);
    CHECK(problem_of(pkcs7_mime(deep, "enveloped-data")) == Problem::decryption_failed);
  }
  SECTION("a frame of megabytes") {
    std::string der = sign(document_entity("x"), "them", "");
    std::string fat = std::string(
                          "\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03\xA0\x80\x30"
                          "\x80\x02\x01\x00\x31\x84\x01\x00\x00\x00",
                          26) +
                      std::string(0x01000000, 'x');
    CHECK(problem_of(pkcs7_mime(fat, "enveloped-data")) == Problem::decryption_failed);
  }
  SECTION("more recipients than anybody has") {
    std::string recipients;
    for (int i = 0; i < 300; ++i) recipients += " -recip us.pem";
    CHECK(problem_of(pkcs7_mime(encrypt(document_entity("x"), "us", "-aes128" + recipients),
                                "enveloped-data")) == Problem::decryption_failed);
  }
  SECTION("more parts or fields than a message has") {
    std::string parts = "Content-Type: multipart/mixed; boundary=a\r\n\r\n";
    for (int i = 0; i < 200; ++i) parts += "--a\r\n\r\nx\r\n";
    CHECK(problem_of(parts + "--a--\r\n") == Problem::unexpected_processing_error);
  }
}
