// A message that is larger than the memory it may take: signed, encrypted, compressed, spooled to
// disk and opened again. WEIGHBRIDGE_LARGE_MIB sets its size; 1024 is what the figures are of.
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>

#include "gateway/as2/open_message.hpp"
#include "gateway/as2/seal_message.hpp"
#include "tests/as2/peer.hpp"

using namespace weighbridge;
using namespace weighbridge::as2;
using namespace weighbridge::as2::tests;

namespace {

std::uint64_t size_mib() {
  const char* asked = std::getenv("WEIGHBRIDGE_LARGE_MIB");
  return asked == nullptr ? 24 : std::strtoull(asked, nullptr, 10);
}

/// Of this process, ever, in KiB.
std::uint64_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0) return std::strtoull(line.c_str() + 6, nullptr, 10);
  return 0;
}

spool::Payload large(const spool::SpoolSettings& spool) {
  spool::PayloadWriter writer(spool);
  std::string mebibyte(1U << 20U, '\0');
  std::uint32_t state = 1;
  for (std::uint64_t i = 0; i < size_mib(); ++i) {
    for (char& c : mebibyte) {
      state = state * 1664525U + 1013904223U;
      c = static_cast<char>('A' + (state >> 28U));
    }
    REQUIRE(writer.write(mebibyte));
  }
  return writer.finish();
}

}  // namespace

TEST_CASE("a large message takes disk, not memory", "[as2][large]") {
  const spool::SpoolSettings spool = spool_settings(1U << 20U);
  const Settings made = settings();
  const Credential& us = made.stations[0].credentials[0];
  const Credential& them = made.partners[0].credentials[0];
  Credential sender = them;
  sender.key = key_pair("them").key;
  const spool::Payload document = large(spool);
  const std::uint64_t before = peak_memory();
  for (const char* cipher : {"aes-256-cbc", "aes-256-gcm"}) {
    SendSettings how;
    how.encrypt = cipher;
    how.compression =
        cipher == std::string("aes-256-cbc") ? Compression::before_signing : Compression::none;
    const auto sealed =
        seal_message({document, "large.edi", "application/edi-x12"}, how, &sender, &us, spool);
    REQUIRE(sealed.has_value());
    OpenOptions options;
    options.keys = {{us.certificate, us.key}};
    options.signers = {them.certificate};
    options.spool = spool;
    mime::Entity entity;
    for (const auto& [name, value] : sealed->fields) entity.fields.add(name, value);
    entity.body = entity.whole = sealed->body;
    const auto opened = open_message(entity, options);
    if (!opened) FAIL(opened.error().detail);
    CHECK(opened->contents.at(0).bytes.sha256() == document.sha256());
    CHECK(cms::digest_base64(opened->mic_over, cms::Digest::sha256) == sealed->mics[0].base64);
  }
  INFO("peak memory " << before << " KiB before, " << peak_memory() << " KiB after");
#ifndef __SANITIZE_ADDRESS__  // which keeps what was freed, to see who still uses it
  CHECK(peak_memory() - before < 16U << 10U);
#endif
}
