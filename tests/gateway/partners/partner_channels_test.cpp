#include "gateway/partners/partner_channels.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;

TEST_CASE("a partner's file may say only how messages travel", "[partners]") {
  std::vector<TableError> errors;
  const std::vector<NamedText> files = {
      {"partners/acme.yaml",
       "partner: acme\nversion: 1.0.0\nsender: ZZ:ACME\nfolder: {path: /srv/drop/acme}\n"}};
  const auto partners = partners::partner_sections(files, errors);
  REQUIRE(errors.empty());
  REQUIRE(partners.size() == 1);
  CHECK(partners[0].name == "acme");
  REQUIRE(partners[0].section("folder") != nullptr);
  CHECK(partners[0].section("as2") == nullptr);
}
