// MIME as senders write it: the parts are ranges of what came, byte for byte.
#include <catch2/catch.hpp>

#include "gateway/as2/mime/multipart.hpp"
#include "tests/as2/peer.hpp"

using namespace weighbridge;
using namespace weighbridge::as2;
using namespace weighbridge::as2::mime;
using weighbridge::as2::tests::slice;

namespace {

std::string parts_of(const std::string& body, const std::string& boundary = "b",
                     std::uint64_t in_memory_max = 1U << 20U) {
  spool::PayloadWriter writer(tests::spool_settings(in_memory_max));
  REQUIRE(writer.write(body));
  const auto parts = split_multipart(Slice(writer.finish()), boundary);
  if (!parts) return "! " + parts.error().message;
  std::string shown;
  for (const Slice& part : parts->parts) shown += "[" + part.text() + "]";
  return shown;
}

std::string decoded(const std::string& body, const std::string& encoding) {
  http::Fields fields;
  fields.add("content-transfer-encoding", encoding);
  const auto bytes = decode_body(slice(body), transfer_encoding(fields), tests::spool_settings());
  return bytes ? bytes->text() : "! " + bytes.error().message;
}

std::string named(const std::string& disposition, const std::string& type = "") {
  http::Fields fields;
  if (!disposition.empty()) fields.add("Content-Disposition", disposition);
  if (!type.empty()) fields.add("Content-Type", type);
  return file_name(fields);
}

}  // namespace

TEST_CASE("parts of a multipart, from memory and from disk", "[as2][mime]") {
  struct Row {
    std::string body, parts;
  };
  const std::string closing = "! a multipart has no closing boundary";
  for (const Row& row : std::vector<Row>{
           {"--b\r\none\r\n--b\r\ntwo\r\n--b--\r\n", "[one][two]"},
           {"--b\none\n--b\ntwo\n--b--", "[one][two]"},
           {"pre\r\n--b\r\none\r\n--b--\r\nepilogue\r\n--b\r\nnot a part", "[one]"},
           {"--b \t \r\none\r\n--b--  \r\n", "[one]"},
           {"--b\r\none\r\n\r\n--b--", "[one\r\n]"},
           {"--b\r\n\r\n--b--", "[]"},
           {"--b\r\n--b--", "[]"},
           {"--b\r\none --b two\r\n--bb\r\n --b\r\n--b--", "[one --b two\r\n--bb\r\n --b]"},
           {"--b\r\none\r\n--b", closing},
           {"--b\r\none", closing},
           {"--b--", "! a multipart has no parts"},
           {"", "! the boundary of a multipart does not occur in it"},
           {"x--b\r\none\r\n--b--", "! the boundary of a multipart does not occur in it"},
       }) {
    INFO(row.body);
    const bool none = row.body.rfind("x--b", 0) == 0;
    CHECK(parts_of(row.body) == (none ? "! a multipart has no parts" : row.parts));
    CHECK(parts_of(row.body, "b", 0) == parts_of(row.body));
  }
  CHECK(parts_of("--b\r\n", "").rfind("!", 0) == 0);
}

TEST_CASE("a boundary across the pieces that are read", "[as2][mime]") {
  for (std::size_t size = 65'400; size < 65'560; size += 7) {
    const std::string text(size, 'x');
    const std::string body = "--b\r\n" + text + "\r\n--b\r\n" + text + "\r\n--b--\r\n";
    CHECK(parts_of(body, "b", 0) == "[" + text + "][" + text + "]");
  }
}

TEST_CASE("transfer encodings", "[as2][mime]") {
  CHECK(decoded("a\r\nb", "") == "a\r\nb");
  CHECK(decoded("a", " Binary (as it is) ") == "a");
  CHECK(decoded("aGVs\r\nbG8=\r\n", "Base64") == "hello");
  CHECK(decoded("aGVsbG8", "base64") == "hello");
  CHECK(decoded("aGVsb", "base64") == "! a part ends in the middle of its transfer encoding");
  CHECK(decoded("a*b=", "base64") == "! a part is not in the transfer encoding that it states");
  CHECK(decoded("a=3D=\r\nb  \r\nc=C3=A4", "quoted-printable") == "a=b\r\nc\xC3\xA4");
  CHECK(decoded("a=X", "quoted-printable").front() == '!');
  CHECK(decoded("x", "uuencode") == "! the transfer encoding of a part is not known");
}

TEST_CASE("headers, folded or not", "[as2][mime]") {
  const auto entity = read_entity(
      slice("Content-Type:\r\n\tmultipart/signed;\r\n boundary=\"a;b\" ;\n  micalg = sha1\r\nX:\r\n"
            "Empty :  \r\n\r\nbody\r\n"));
  REQUIRE(entity.has_value());
  CHECK(entity->body.text() == "body\r\n");
  const StructuredValue type = read_structured(entity->fields["content-type"]);
  CHECK(type.value == "multipart/signed");
  CHECK(type.parameter("boundary") == "a;b");
  CHECK(type.parameter("micalg") == "sha1");
  CHECK(read_entity(slice("\r\nonly a body"))->body.text() == "only a body");
  CHECK(read_entity(slice("A: b"))->body.size() == 0);
  for (const char* bad :
       {" folded: first\r\n\r\n", "no colon\r\n\r\n", "a b: c\r\n\r\n", ": x\r\n"})
    CHECK(read_entity(slice(bad)).has_error());
  std::string many;
  for (int i = 0; i < 300; ++i) many += "A: b\r\n";
  CHECK(read_entity(slice(many + "\r\n")).has_error());
  CHECK(read_entity(slice("A: " + std::string(70'000, 'x') + "\r\n\r\n")).has_error());
}

TEST_CASE("names of files, however they are written", "[as2][mime]") {
  CHECK(named("attachment; filename=a.edi") == "a.edi");
  CHECK(named("attachment; filename=\"a b;c.edi\"") == "a b;c.edi");
  CHECK(named("attachment; filename=\"C:\\out\\a.edi\"") == "a.edi");
  CHECK(named("attachment; filename=\"../../etc/passwd\"") == "passwd");
  CHECK(named("attachment; filename=\"..\"").empty());
  CHECK(named("attachment; filename*=UTF-8''%e2%82%ac%20rates.txt") == "\xE2\x82\xAC rates.txt");
  CHECK(named("attachment; filename*=iso-8859-1'de'b%E4r.txt") == "b\xC3\xA4r.txt");
  CHECK(named("attachment; filename*0=\"one\"; filename*1*=%20two; filename*2=.txt") ==
        "one two.txt");
  CHECK(named("attachment; filename=\"=?ISO-8859-1?Q?b=E4r?= =?utf-8?B?IGEuZWRp?=\"") ==
        "b\xC3\xA4r a.edi");
  CHECK(named("", "application/edifact; name=x.edi") == "x.edi");
  CHECK(named("inline", "application/edifact; charset=x; NAME=\"y.edi\"") == "y.edi");
  CHECK(named("attachment; filename=\"a\nb\x01.edi\"") == "ab.edi");
  CHECK(named("attachment; filename=" + std::string(400, 'x')).size() == 255);
}
