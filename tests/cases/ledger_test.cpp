#include "cases/ledger.hpp"

#include <functional>
#include <vector>

#include <catch2/catch.hpp>

#include "cases/canonical_json.hpp"
#include "cases/journal.hpp"
#include "cases/sha256.hpp"
#include "discrepancies.hpp"

namespace weighbridge::cases {
namespace {

LedgerEntry first_entry() {
  LedgerEntry entry;
  entry.at = testing::at("2026-03-02T08:00:00Z");
  entry.actor = "weighbridge";
  entry.role = "integration";
  entry.action = "case.opened";
  entry.object = "DC-2026-00000001";
  entry.after = R"({"amount":"20.00"})";
  entry.correlation = "run-1";
  return entry;
}

std::vector<LedgerEntry> ledger_of(std::size_t count) {
  std::vector<LedgerEntry> entries;
  LedgerHead head;
  for (std::size_t i = 0; i < count; ++i) {
    LedgerEntry entry = first_entry();
    entry.reason = "entry " + std::to_string(i + 1);
    entries.push_back(chain(std::move(entry), head));
    head = head_after(entries.back());
  }
  return entries;
}

std::optional<LedgerBreak> verify(const std::vector<LedgerEntry>& entries, const LedgerHead& head) {
  LedgerVerifier verifier;
  for (const LedgerEntry& entry : entries)
    if (auto broken = verifier.check(entry)) return broken;
  return verifier.finish(head);
}

TEST_CASE("M-20.3: SHA-256 is SHA-256") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 hash;
  hash.update("a");
  hash.update("");
  hash.update("bc");
  CHECK(hash.hex() == sha256_hex("abc"));
}

TEST_CASE("M-20.3: canonical JSON has one spelling") {
  CHECK(CanonicalObject().text("b", "x").text("a", "y").str() == R"({"a":"y","b":"x"})");
  CHECK(CanonicalObject()
            .text("t", std::string_view("\"\\\b\f\n\r\t\x01\x1f\0/\x7f\xc3\xa4", 14))
            .str() == "{\"t\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\\u0000/\x7f\xc3\xa4\"}");
  CHECK(CanonicalObject().number("n", UINT64_MAX).str() == R"({"n":18446744073709551615})");
  CHECK(CanonicalObject().str() == "{}");
}

// Pinned: the same bytes hash with `sha256sum` to the same digest (docs/formats/ledger.md).
TEST_CASE("M-20.3: an entry's bytes and hash are pinned") {
  const LedgerEntry entry = chain(first_entry(), {});
  CHECK(canonical_json(entry) ==
        R"({"action":"case.opened","actor":"weighbridge","after":"{\"amount\":\"20.00\"}",)"
        R"("at":"2026-03-02T08:00:00Z","before":"","correlation":"run-1",)"
        R"("object":"DC-2026-00000001","reason":"","role":"integration","sequence":1})");
  CHECK(entry.previous_hash == std::string(64, '0'));
  CHECK(entry.hash == "8c3f0f417be2c6684489835752aed1e4c1fc595bc13de65169d2021c28877eda");
}

TEST_CASE("M-20.3: a whole chain holds, and can be taken up behind a head") {
  const auto entries = ledger_of(4);
  CHECK_FALSE(verify(entries, head_after(entries.back())));
  CHECK_FALSE(verify({}, {}));
  LedgerVerifier later(head_after(entries[1]));
  CHECK_FALSE(later.check(entries[2]));
  CHECK_FALSE(later.check(entries[3]));
  CHECK(later.checked() == 4);
}

TEST_CASE("M-20.3: every changed byte of every member of every entry is found, at that entry") {
  using Member = std::function<std::string&(LedgerEntry&)>;
  const std::vector<Member> members{[](LedgerEntry& e) -> std::string& { return e.actor; },
                                    [](LedgerEntry& e) -> std::string& { return e.role; },
                                    [](LedgerEntry& e) -> std::string& { return e.action; },
                                    [](LedgerEntry& e) -> std::string& { return e.object; },
                                    [](LedgerEntry& e) -> std::string& { return e.before; },
                                    [](LedgerEntry& e) -> std::string& { return e.after; },
                                    [](LedgerEntry& e) -> std::string& { return e.reason; },
                                    [](LedgerEntry& e) -> std::string& { return e.correlation; },
                                    [](LedgerEntry& e) -> std::string& { return e.previous_hash; },
                                    [](LedgerEntry& e) -> std::string& { return e.hash; }};
  const auto entries = ledger_of(3);
  const LedgerHead head = head_after(entries.back());
  for (std::size_t at = 0; at < entries.size(); ++at)
    for (std::size_t m = 0; m < members.size(); ++m) {
      auto grown = entries;
      members[m](grown[at]) += 'x';
      CHECK(verify(grown, head)->sequence == at + 1);
      const std::size_t size = members[m](grown[at]).size() - 1;
      for (std::size_t i = 0; i < size; ++i) {
        auto flipped = entries;
        members[m](flipped[at])[i] ^= 1;
        const auto broken = verify(flipped, head);
        REQUIRE(broken);
        CHECK(broken->sequence == at + 1);
      }
    }
  auto moved = entries;
  moved[1].at += std::chrono::seconds{1};
  CHECK(verify(moved, head)->sequence == 2);
}

TEST_CASE("M-20.3: moving bytes from one member to the next is found") {
  auto entries = ledger_of(1);
  entries[0].actor = "weighbridgeinteg";
  entries[0].role = "ration";
  CHECK(verify(entries, head_after(entries.back())));
}

TEST_CASE("M-20.3: a missing, doubled or swapped entry is named") {
  const auto entries = ledger_of(4);
  const LedgerHead head = head_after(entries.back());
  const auto gap = verify({entries[0], entries[2], entries[3]}, head);
  REQUIRE(gap);
  CHECK(gap->sequence == 2);
  CHECK(gap->message == "entry 2 is missing: entry 3 stands in its place");
  CHECK(verify({entries[0], entries[1], entries[1]}, head)->sequence == 3);
  CHECK(verify({entries[1], entries[0]}, head)->sequence == 1);

  // Renumbering to hide the gap breaks the chain instead.
  auto renumbered = std::vector{entries[0], entries[2]};
  renumbered[1].sequence = 2;
  const auto chained = verify(renumbered, head);
  REQUIRE(chained);
  CHECK(chained->message.find("previous hash") != std::string::npos);
}

TEST_CASE("M-20.3: entries cut off the end are found by the kept head") {
  const auto entries = ledger_of(3);
  const LedgerHead head = head_after(entries.back());
  const auto cut = verify({entries[0], entries[1]}, head);
  REQUIRE(cut);
  CHECK(cut->sequence == 3);
  CHECK(cut->message == "entries were cut off the end: the ledger has 2, its head says 3");
  CHECK(verify({}, head)->sequence == 1);
  CHECK(verify(entries, head_after(entries[1]))->sequence == 3);

  auto other_head = head;
  other_head.hash[0] ^= 1;
  CHECK(verify(entries, other_head)->sequence == 3);
}

TEST_CASE("M-20.3: case events become entries, one for one") {
  const Act act{testing::at("2026-03-02T08:00:00Z"), "weighbridge", "integration", "run-1"};
  const auto entries =
      case_entries(act, {{"DC-2026-00000001", "case.triaged", "{}", R"({"a":"b"})", "because"}});
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].at == act.at);
  CHECK(entries[0].actor == "weighbridge");
  CHECK(entries[0].role == "integration");
  CHECK(entries[0].correlation == "run-1");
  CHECK(entries[0].action == "case.triaged");
  CHECK(entries[0].object == "DC-2026-00000001");
  CHECK(entries[0].before == "{}");
  CHECK(entries[0].after == R"({"a":"b"})");
  CHECK(entries[0].reason == "because");
}

TEST_CASE("M-20.3: messages and documents have their entries") {
  const Act act{testing::at("2026-03-02T08:00:00Z"), "weighbridge", "integration", "run-1"};
  const LedgerEntry message = message_accepted(act, "abc", "in/x.edi", 7);
  CHECK(message.action == "message.accepted");
  CHECK(message.object == "abc");
  CHECK(message.after == R"({"bytes":7,"source":"in/x.edi"})");

  matching::AcceptedReceipt receipt;
  receipt.receipt.stage = Stage::shipped;
  receipt.receipt.supplier = SupplierId("ACME");
  receipt.receipt.document.number = "SHP-1";
  receipt.receipt.lines.resize(2);
  receipt.source = "abc";
  receipt.content_hash = "ff";
  const LedgerEntry document = document_recorded(act, receipt, 5);
  CHECK(document.action == "document.recorded");
  CHECK(document.object == "shipped/ACME/SHP-1");
  CHECK(document.after ==
        R"({"content":"ff","lines":2,"purpose":"original","sequence":5,"source":"abc"})");

  const LedgerEntry refused = document_refused(act, "SHP-1", "abc", "SEQUENCE", "received already");
  CHECK(refused.action == "document.refused");
  CHECK(refused.reason == "received already");
}

}  // namespace
}  // namespace weighbridge::cases
