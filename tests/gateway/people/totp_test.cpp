#include "gateway/people/totp.hpp"

#include <set>

#include <catch2/catch.hpp>

using namespace weighbridge;
using namespace weighbridge::people;

namespace {

const std::string kSecret = "12345678901234567890";

Instant at(std::int64_t seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

}  // namespace

TEST_CASE("RFC 6238, appendix B: the codes of SHA-1, their last six digits") {
  CHECK(totp_code(kSecret, totp_step(at(59))) == "287082");
  CHECK(totp_code(kSecret, totp_step(at(1111111109))) == "081804");
  CHECK(totp_code(kSecret, totp_step(at(1111111111))) == "050471");
  CHECK(totp_code(kSecret, totp_step(at(1234567890))) == "005924");
  CHECK(totp_code(kSecret, totp_step(at(2000000000))) == "279037");
  CHECK(totp_code(kSecret, totp_step(at(20000000000))) == "353130");
}

TEST_CASE("a code holds one step before and after its time, and never twice") {
  const Instant now = at(1111111111);
  const std::uint64_t step = totp_step(now);
  for (const int away : {-1, 0, 1}) {
    const std::uint64_t of = step + static_cast<std::uint64_t>(away);
    const std::string code = totp_code(kSecret, of);
    CHECK(matching_step(kSecret, code, now, 0) == of);
    CHECK(matching_step(kSecret, code, now, of) == std::nullopt);
    CHECK(matching_step(kSecret, code, now, of + 1) == std::nullopt);
  }
  CHECK_FALSE(matching_step(kSecret, totp_code(kSecret, step + 2), now, 0));
  CHECK_FALSE(matching_step(kSecret, totp_code(kSecret, step - 2), now, 0));
  CHECK_FALSE(matching_step(kSecret, "", now, 0));
}

TEST_CASE("RFC 4648, section 10: base32") {
  CHECK(base32("") == "");
  CHECK(base32("f") == "MY");
  CHECK(base32("fo") == "MZXQ");
  CHECK(base32("foob") == "MZXW6YQ");
  CHECK(base32("foobar") == "MZXW6YTBOI");
}

TEST_CASE("recovery codes are all different, and may be typed as people do") {
  const std::vector<std::string> codes = new_recovery_codes();
  CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == 10);
  CHECK(codes[0].size() == 19);
  CHECK(recovery_digest("m", "abcd-efgh") == recovery_digest("m", "ABCD EFGH"));
  CHECK(recovery_digest("m", "abcd-efgh") != recovery_digest("n", "abcd-efgh"));
}
