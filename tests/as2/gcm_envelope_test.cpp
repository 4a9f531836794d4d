// AES-GCM in EnvelopedData, where RFC 5084 does not want it and products on Bouncy Castle write it.
#include <catch2/catch.hpp>

#include "gateway/as2/cms/hollow.hpp"
#include "gateway/as2/cms/open.hpp"
#include "tests/as2/peer.hpp"

using namespace weighbridge;
using namespace weighbridge::as2;
using namespace weighbridge::as2::tests;

namespace {

std::string element(char tag, const std::string& content) {
  REQUIRE(content.size() < 0x10000);
  return std::string{tag, '\x82', static_cast<char>(content.size() >> 8U),
                     static_cast<char>(content.size() & 0xFFU)} +
         content;
}

std::string octets_of(const cms::Hollow& parts) {
  std::string octets(1U << 20U, '\0');
  octets.resize(parts.open_content()->read(octets));
  return octets;
}

/// What the openssl program made, rewritten: its type, and the tag put behind the ciphertext.
std::string in_enveloped_data(const std::string& authenticated, bool in_pieces) {
  const auto parts = cms::hollow(slice(authenticated));
  REQUIRE(parts.has_value());
  // A frame ends with two bytes that close what held the content, the tag, and three such closings.
  std::string frame = parts->frame;
  const std::string tag = frame.substr(frame.size() - 22, 16);
  frame.resize(frame.size() - 26);
  frame.replace(2, 13, "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03");
  const std::string octets = octets_of(*parts) + tag;
  const std::string pieces = element('\x04', octets.substr(0, 7)) +
                             element('\x04', octets.substr(7, octets.size() - 12)) +
                             element('\x04', octets.substr(octets.size() - 5));
  const std::string content =
      in_pieces ? "\xA0\x80" + pieces + std::string(2, '\0') : element('\x80', octets);
  return frame + content + std::string(8, '\0');
}

}  // namespace

TEST_CASE("AES-GCM in EnvelopedData is decrypted, and its tag checked", "[as2][open]") {
  make_keys();
  const std::string entity = document_entity(sample_body());
  const std::vector<cms::KeyPair> keys{key_pair("us")};
  for (const bool in_pieces : {false, true})
    for (const std::string cipher : {"aes-128-gcm", "aes-192-gcm", "aes-256-gcm"})
      DYNAMIC_SECTION(cipher << (in_pieces ? ", in pieces" : "")) {
        const std::string der = in_enveloped_data(encrypt(entity, "us", "-" + cipher), in_pieces);
        const auto decrypted = cms::decrypt(slice(der), keys, spool_settings());
        if (!decrypted) FAIL(decrypted.error().detail);
        CHECK(decrypted->content.text() == entity);
        CHECK(decrypted->cipher == cipher);
        // The last octet of the tag, and one of the ciphertext.
        for (const std::size_t back : {in_pieces ? 11U : 9U, 60U}) {
          std::string changed = der;
          changed[changed.size() - back] = static_cast<char>(changed[changed.size() - back] ^ 1);
          CHECK(cms::decrypt(slice(changed), keys, spool_settings()).has_error());
        }
      }
}

TEST_CASE("AES-GCM in EnvelopedData without room for its tag is refused", "[as2][open]") {
  make_keys();
  std::string der = in_enveloped_data(encrypt("x", "us", "-aes-256-gcm"), false);
  // The one octet of ciphertext and the 16 of the tag become three.
  der.replace(der.size() - 8 - 17 - 4, 4 + 17, "\x80\x03xyz");
  CHECK(cms::hollow(slice(der)).has_error());
}
