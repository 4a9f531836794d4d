#include "store/ledger_tree.hpp"

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include "contract.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;

cases::SigningKey some_key() {
  return cases::SigningKey::from_seed("weighbridge.example.com/ledger", {1});
}

void append(Store& store, int count) {
  store.write([&](Writer& writer) {
    for (int i = 0; i < count; ++i) writer.append(entry("object " + std::to_string(i)));
  });
}

cases::MerkleHash root_of(Store& store) {
  return read(store, [](Reader& reader) {
    cases::MerkleFrontier frontier;
    reader.ledger(0, [&](const cases::LedgerEntry& value) {
      frontier.add(cases::leaf_hash(ledger_leaf(value)));
      return true;
    });
    return frontier.root();
  });
}

StoredCheckpoint signed_head(Store& store) {
  return write(store, [&](Writer& writer) {
    keep_ledger_tree(writer);
    LedgerTree tree(writer);
    const std::uint64_t size = writer.ledger_head().count;
    const cases::SigningKey key = some_key();
    StoredCheckpoint checkpoint{
        size, at("2026-03-02T08:00:00Z"),
        key.sign({key.verifier().name, size, cases::merkle_root(size, tree.nodes())})};
    writer.put_ledger_checkpoint(checkpoint);
    return checkpoint;
  });
}

std::optional<cases::LedgerBreak> verify(Store& store) {
  return read(store,
              [](Reader& reader) { return verify_ledger_tree(reader, some_key().verifier()); });
}

}  // namespace

TEMPLATE_TEST_CASE("M-20.3: the tree over a store's ledger is that over its entries", "[contract]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  std::uint64_t kept = 0;
  for (const int more : {1, 254, 1, 1, 700, 30}) {
    append(*store, more);
    const cases::MerkleHash expected = root_of(*store);
    const std::uint64_t size = read(*store, [](Reader& r) { return r.ledger_head().count; });
    const auto root = [&] {
      return read(*store, [&](Reader& reader) {
        LedgerTree tree(reader);
        return cases::merkle_root(size, tree.nodes());
      });
    };
    CHECK(root() == expected);
    kept += write(*store, [](Writer& writer) { return keep_ledger_tree(writer); });
    CHECK(kept == size / 256);
    CHECK(root() == expected);
  }
  CHECK(write(*store, [](Writer& writer) { return keep_ledger_tree(writer); }) == 0);
  CHECK_FALSE(verify(*store));
}

TEMPLATE_TEST_CASE("M-20.3: entries are proved from what is kept, and heads grow out of each other",
                   "[contract]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  append(*store, 300);
  const StoredCheckpoint first = signed_head(*store);
  append(*store, 500);
  const StoredCheckpoint second = signed_head(*store);
  const auto old_head = open_checkpoint(first.note, some_key().verifier());
  const auto head = open_checkpoint(second.note, some_key().verifier());
  REQUIRE(old_head);
  REQUIRE(head);
  store->read([&](Reader& reader) {
    LedgerTree tree(reader);
    std::uint64_t index = 0;
    reader.ledger(0, [&](const cases::LedgerEntry& value) {
      if (index % 37 == 0) {
        const auto proof = inclusion_proof(index, head->size, tree.nodes());
        CHECK(includes(cases::leaf_hash(ledger_leaf(value)), index, head->size, proof, head->root));
      }
      ++index;
      return true;
    });
    CHECK(extends(old_head->size, old_head->root, head->size, head->root,
                  consistency_proof(old_head->size, head->size, tree.nodes())));
    CHECK(reader.last_ledger_checkpoint() == second);
    CHECK(reader.ledger_checkpoints() == std::vector{first, second});
  });
  CHECK_FALSE(verify(*store));
}

TEST_CASE("M-20.3: a whole new chain, well formed, is found by the heads that were given out") {
  SqliteFixture place;
  {
    const auto store = place.open();
    append(*store, 300);
    signed_head(*store);
  }
  sqlite3* db = nullptr;
  sqlite3_open(place.path().c_str(), &db);
  const auto sql = [&](const std::string& text) {
    REQUIRE(sqlite3_exec(db, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  };
  for (const char* trigger : {"ledger_is_not_updated", "ledger_is_not_deleted",
                              "ledger_is_not_replaced", "ledger_head_only_grows"})
    sql("DROP TRIGGER " + std::string(trigger));

  SECTION("one byte of a kept hash") {
    sql("UPDATE ledger_tree SET hash = zeroblob(32)");
    const auto broken = verify(*place.open());
    REQUIRE(broken);
    CHECK(broken->sequence == 256);
  }
  SECTION("the end cut off, head and all") {
    sql("DELETE FROM ledger WHERE sequence > 299");
    sql("UPDATE ledger_head SET entries = 299, hash = (SELECT hash FROM ledger WHERE sequence = "
        "299)");
    const auto store = place.open();
    CHECK_FALSE(audit(*store).broken);  // the chain alone can not tell
    const auto broken = verify(*store);
    REQUIRE(broken);
    CHECK(broken->sequence == 300);
  }
  SECTION("another last entry, chained as it should be") {
    sql("DELETE FROM ledger WHERE sequence > 299");
    sql("UPDATE ledger_head SET entries = 299, hash = (SELECT hash FROM ledger WHERE sequence = "
        "299)");
    const auto store = place.open();
    append(*store, 1);
    CHECK_FALSE(audit(*store).broken);
    const auto broken = verify(*store);
    REQUIRE(broken);
    CHECK(broken->message == "the checkpoint of 300 entries says something else than its entries");
  }
  SECTION("a checkpoint that somebody else signed") {
    const auto other = cases::SigningKey::from_seed(some_key().verifier().name, {2});
    const std::string note = other.sign({other.verifier().name, 300, root_of(*place.open())});
    sql("UPDATE ledger_checkpoints SET note = '" + note + "'");
    const auto broken = verify(*place.open());
    REQUIRE(broken);
    CHECK(broken->message.find("signature") != std::string::npos);
  }
  sqlite3_close(db);
}

}  // namespace weighbridge::store
