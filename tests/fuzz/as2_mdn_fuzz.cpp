// Other people's MDNs on arbitrary bytes: none confirms a message that it does not name, nor with
// another MIC than the message's, and without a certificate to believe none counts as signed.
#include <cstdint>
#include <filesystem>
#include <string>

#include "gateway/as2/mdn/mdn.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using namespace weighbridge::as2;
using fuzz::require;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  const auto entity = mime::read_entity(Slice(spool::Payload::of(text)));
  if (!entity) return 0;
  static_cast<void>(is_mdn(*entity));
  const spool::SpoolSettings spool{std::filesystem::temp_directory_path(), 1U << 20U, 1U << 22U};
  const auto mdn = read_mdn(*entity, {}, spool);
  if (!mdn) return 0;
  require(mdn->signature != ReceivedMdn::Signature::valid);
  require(mdn->text.size() <= 4096);
  const ExpectedMdn expected{"O-1@us.example", {{"MDEyMzQ1Njc4OQ==", "sha-256"}}, false};
  const Verdict verdict = judge_mdn(*mdn, expected);
  require(!(verdict.confirmed && verdict.refused));
  if (verdict.confirmed) {
    require(mdn->original_message_id == expected.message_id);
    require(!mdn->mic || mdn->mic->base64 == expected.mics[0].base64);
    require(mdn->disposition.type == "processed");
  }
  const ExpectedMdn signed_one{expected.message_id, expected.mics, true};
  require(!judge_mdn(*mdn, signed_one).confirmed);
  return 0;
}
