#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;

namespace {

std::string message(const std::string& body, const std::string& version = "004010",
                    const std::string& group = "SH", const std::string& asks = "0") {
  const bool five = version >= "005";
  return "ISA*00*          *00*          *ZZ*BRIARSUPPLY    *14*006922827NG    *260302*0815*" +
         std::string(five ? "^*00501" : "U*00401") + "*000000042*" + asks + "*P*>~GS*" + group +
         "*BRIARAPP*NGAPP*20260302*0815*42*X*" + version + "~" + body + "GE*1*42~IEA*1*000000042~";
}

std::string ship_notice(const std::string& item, const std::string& count = "9",
                        const std::string& control = "0001") {
  return "ST*856*" + control + "~BSN*00*SHP-1*20260302*0810~HL*1**S~HL*2*1*O~PRF*PO-1~HL*3*2*I~" +
         item + "SE*" + count + "*" + control + "~";
}

const std::string kGood = "LIN*1*BP*A-100~SN1**5*EA~";

std::string answer(const std::string& text) {
  const testing::X12Reading reading = testing::read_x12_text(text);
  REQUIRE(reading.acknowledgments.size() == 1);
  return reading.acknowledgments[0];
}

/// Our own parser must find nothing to complain about in what we send.
void check_clean(const std::string& text) {
  INFO(text);
  const testing::X12Reading reading = testing::read_x12_text(text);
  CHECK(reading.message_findings.empty());
  for (const Findings& findings : reading.envelope)
    for (const Finding& finding : findings)
      if (finding.code != "TA1") FAIL_CHECK(finding.message);  // what it says is no flaw of it
  for (const ReadDocument& document : reading.documents) {
    CHECK(document.set == "997");
    CHECK(document.accepted);
    for (const Finding& finding : document.findings) FAIL_CHECK(finding.message);
  }
  for (const std::string& reply : reading.acknowledgments) CHECK(reply.empty());
}

}  // namespace

TEST_CASE("an accepted set is acknowledged with A, parties swapped", "[render]") {
  const std::string text = answer(message(ship_notice(kGood)));
  CHECK(text ==
        "ISA*00*          *00*          *14*006922827NG    *ZZ*BRIARSUPPLY    *260331*1234*U*00401*"
        "000000042*0*P*>~"
        "GS*FA*NGAPP*BRIARAPP*20260331*1234*1*X*004010~"
        "ST*997*0001~AK1*SH*42~AK2*856*0001~AK5*A~AK9*A*1*1*1~SE*6*0001~GE*1*1~"
        "IEA*1*000000042~");
  check_clean(text);
}

TEST_CASE("flaws of segments and elements are told in AK3 and AK4", "[render]") {
  const std::string text = answer(message(ship_notice("LIN*1*BP*A-100~SN1**five*EA~")));
  INFO(text);
  CHECK(text.find("AK3*SN1*8*HL*8~AK4*2*382*6*five~AK5*R*5~AK9*R*1*1*0~") != std::string::npos);
  check_clean(text);
}

TEST_CASE("a wrong segment count is told in AK5", "[render]") {
  const std::string text = answer(message(ship_notice(kGood, "12")));
  INFO(text);
  CHECK(text.find("AK5*R*4~AK9*R*1*1*0~") != std::string::npos);
  check_clean(text);
}

TEST_CASE("warnings are noted, not rejected", "[render]") {
  // The unit is no code of the standard: the set is usable.
  const std::string text = answer(message(ship_notice("LIN*1*BP*A-100~SN1**5*QQ~")));
  INFO(text);
  CHECK(text.find("AK4*3*355*7*QQ~AK5*E*5~AK9*E*1*1*1~") != std::string::npos);
  check_clean(text);
}

TEST_CASE("a group of good and bad sets is partly accepted", "[render]") {
  const std::string two =
      ship_notice(kGood) + ship_notice("LIN*1*BP*A-100~SN1**five*EA~", "9", "0002");
  std::string text = message(two);
  text.replace(text.find("GE*1"), 4, "GE*2");
  const std::string reply = answer(text);
  INFO(reply);
  CHECK(reply.find("AK2*856*0001~AK5*A~AK2*856*0002~AK3*SN1*8*HL*8~") != std::string::npos);
  CHECK(reply.find("AK9*P*2*2*1~") != std::string::npos);
  check_clean(reply);
}

TEST_CASE("GE01 that counts other sets than came is noted with its own count", "[render]") {
  std::string text = message(ship_notice(kGood));
  text.replace(text.find("GE*1"), 4, "GE*7");
  const std::string reply = answer(text);
  INFO(reply);
  CHECK(reply.find("AK9*E*7*1*1*5~") != std::string::npos);
  check_clean(reply);
}

TEST_CASE("005010 is answered in 005010, with what only it can say", "[render]") {
  const std::string text = answer(message(ship_notice(kGood), "005010X348"));
  INFO(text);
  CHECK(text.find("*^*00501*") != std::string::npos);
  CHECK(text.find("*X*005010~") != std::string::npos);
  CHECK(text.find("AK1*SH*42*005010X348~") != std::string::npos);
  check_clean(text);
}

TEST_CASE("acknowledgments are not acknowledged", "[render]") {
  CHECK(answer(message("ST*997*0001~AK1*SH*42~AK2*856*0001~AK5*A~AK9*A*1*1*1~SE*6*0001~", "004010",
                       "FA"))
            .empty());
}

TEST_CASE("a TA1 answers a request, and any error of the envelope", "[render]") {
  const std::string asked = answer(message(ship_notice(kGood), "004010", "SH", "1"));
  CHECK(asked.find("TA1*000000042*260302*0815*A*000~GS*") != std::string::npos);
  check_clean(asked);

  std::string text = message(ship_notice(kGood));
  text.replace(text.find("IEA*1*000000042"), 15, "IEA*1*000000043");
  const std::string flawed = answer(text);
  INFO(flawed);
  CHECK(flawed.find("TA1*000000042*260302*0815*E*001~") != std::string::npos);
  check_clean(flawed);
}

TEST_CASE("copied data cannot break the acknowledgment", "[render]") {
  // Other separators: the bad data hold ours.
  std::string text = message(ship_notice("LIN*1*BP*A-100~SN1**5*EA~"));
  std::replace(text.begin(), text.end(), '*', '|');
  std::replace(text.begin(), text.end(), '~', '\n');
  text.replace(text.find("|EA\n"), 4, "|E*~^\n");
  const std::string reply = answer(text);
  CHECK(reply.find("AK4*3*355") != std::string::npos);
  CHECK(reply.find("E*~") == std::string::npos);
  check_clean(reply);
}

TEST_CASE("without a time the answer carries that of the interchange", "[render]") {
  ReaderOptions options;
  options.acknowledgment_time = "never";
  const testing::X12Reading reading =
      testing::read_x12_text(message(ship_notice(kGood)), {}, options);
  CHECK(reading.acknowledgments.at(0).find("*20260302*0815*1*X*") != std::string::npos);
  check_clean(reading.acknowledgments.at(0));
}

TEST_CASE("every sample's acknowledgment reads back without a finding", "[render][samples]") {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(WEIGHBRIDGE_SOURCE_DIR) / "tests/samples/x12")) {
    if (entry.path().extension() != ".edi") continue;
    INFO(entry.path());
    const testing::X12Reading reading = testing::read_x12_text(testing::slurp(entry.path()));
    for (const std::string& text : reading.acknowledgments)
      if (!text.empty()) check_clean(text);
  }
}
