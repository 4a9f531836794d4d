// Durable before anybody is thanked, once, and never more than fits.
#include <atomic>
#include <thread>

#include "tests/gateway/served.hpp"
#include "tests/gateway/x12_messages.hpp"

using namespace weighbridge;
using receive::NotTaken;
using receive::Taken;

TEST_CASE("intake: what is taken is kept whole, with its job and its entry in the ledger",
          "[intake]") {
  Served gateway;
  const std::string bytes = order_message(1, "PO-1", 48);
  receive::Delivery delivery = Served::delivery(bytes, "<1@north>");
  delivery.user = "scanner";
  delivery.facts = {{"remote", "192.0.2.7"}, {"mic", "abc, sha256"}};
  delivery.as_received = spool::Payload::of("MIME around " + bytes);
  const Taken taken = std::get<Taken>(gateway.take(std::move(delivery)));
  CHECK(taken.delivery == "D-1");
  CHECK_FALSE(taken.repeated);
  CHECK(taken.answer == "thanks for <1@north>");
  gateway.store->read([&](store::Reader& reader) {
    const auto kept = reader.delivery(1).value();
    CHECK(kept.channel == "as2");
    CHECK(kept.partner == "northfield");
    CHECK(kept.user == "scanner");
    CHECK(kept.facts == store::Facts{{"remote", "192.0.2.7"}, {"mic", "abc, sha256"}});
    CHECK(kept.files == std::vector<store::DeliveredFile>{
                            {taken.messages.at(0), "message.edi", "application/edi-x12"}});
    std::string back;
    CHECK(reader.message_bytes(taken.messages.at(0), [&](std::string_view p) { back += p; }));
    CHECK(back == bytes);
    back.clear();
    CHECK(reader.delivery_bytes(1, [&](std::string_view piece) { back += piece; }));
    CHECK(back == "MIME around " + bytes);
    CHECK(reader.due_jobs(gateway.now, 10) == taken.messages);
    CHECK(reader.ledger_of(taken.messages.at(0)).at(0).action == "message.accepted");
    CHECK(reader.ledger_of(taken.messages.at(0)).at(0).actor == "scanner");
  });
}

TEST_CASE("intake: M-3.1 the same key again is the same delivery, with the same answer",
          "[intake]") {
  Served gateway;
  const Taken first = gateway.taken(order_message(1, "PO-1", 48), "<1@north>");
  // Even with other bytes: the sender's key decides.
  const Taken again = gateway.taken(order_message(2, "PO-2", 48), "<1@north>");
  CHECK(again.repeated);
  CHECK(again.delivery == first.delivery);
  CHECK(again.messages == first.messages);
  CHECK(again.answer == first.answer);
  CHECK(gateway.intake->known("as2", "northfield", "<1@north>")->answer == first.answer);
  CHECK_FALSE(gateway.intake->known("as2", "somebody else", "<1@north>"));
  CHECK_FALSE(gateway.intake->known("http", "northfield", "<1@north>"));
  const auto log = gateway.read([](store::Reader& reader) { return reader.deliveries({}); });
  REQUIRE(log.size() == 2);
  CHECK(log[0].repeats == 1);
}

TEST_CASE("intake: M-3.2 the same bytes under another key are the same message", "[intake]") {
  Served gateway;
  const std::string bytes = order_message(1, "PO-1", 48);
  const Taken first = gateway.taken(bytes, "<1@north>");
  gateway.worker->run_due();
  const auto entries = gateway.read([](store::Reader& r) { return r.ledger_head().count; });
  const Taken again = gateway.taken(bytes, "<2@north>");
  CHECK(again.repeated);
  CHECK(again.messages == first.messages);
  CHECK(again.answer == "thanks for <2@north>");
  CHECK(gateway.worker->run_due() == 0);
  CHECK(gateway.read([](store::Reader& r) { return r.ledger_head().count; }) == entries);
}

TEST_CASE("intake: what was refused is recorded, and its key stays free", "[intake]") {
  Served gateway;
  receive::Delivery refused = Served::delivery("not decrypted", "<1@north>");
  refused.contents.clear();
  refused.as_received = spool::Payload::of("ciphertext");
  refused.refused = receive::Refused{"ENVELOPE", "decryption-failed", "no key opens it",
                                     "encrypt it for our certificate"};
  CHECK_FALSE(std::get<Taken>(gateway.take(std::move(refused))).repeated);
  CHECK_FALSE(gateway.intake->known("as2", "northfield", "<1@north>"));
  CHECK_FALSE(gateway.taken(order_message(1, "PO-1", 48), "<1@north>").repeated);
  const auto log =
      gateway.read([](store::Reader& r) { return r.deliveries({.refused_only = true}); });
  REQUIRE(log.size() == 1);
  CHECK(log[0].refused->error_class == "ENVELOPE");
  CHECK(gateway.intake->state().refused == 1);
}

TEST_CASE("intake: many at once share a commit, and each is told once", "[intake]") {
  Served gateway;
  constexpr int kEach = 50;
  constexpr int kThreads = 8;
  std::atomic<int> told{0};
  std::vector<std::thread> senders;
  for (int t = 0; t < kThreads; ++t) {
    senders.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i)
        gateway.intake->take(Served::delivery("message " + std::to_string(t * kEach + i),
                                              std::to_string(i) + "@" + std::to_string(t)),
                             [&](const receive::Outcome& outcome) {
                               if (std::holds_alternative<Taken>(outcome)) ++told;
                             });
    });
  }
  for (std::thread& sender : senders) sender.join();
  gateway.intake->stop();
  CHECK(told == kEach * kThreads);
  CHECK(gateway.intake->state().commits < kEach * kThreads);
  CHECK(gateway.read([](store::Reader& r) { return r.job_queue().waiting; }) == kEach * kThreads);
  CHECK(gateway.ledger_holds());
}

TEST_CASE("intake: what is too much is told to wait, and nothing of it is kept", "[intake]") {
  TempFolder folder;
  const auto store = store::open_sqlite(folder.path() + "/store.db");
  receive::IntakeSettings settings;
  settings.waiting_max = 2;
  const auto intake = receive::make_durable_intake(*store, settings);
  std::atomic<int> taken{0}, busy{0};
  const auto count = [&](const receive::Outcome& outcome) {
    if (std::holds_alternative<Taken>(outcome)) ++taken;
    if (const auto* not_taken = std::get_if<NotTaken>(&outcome))
      if (not_taken->why == NotTaken::Why::busy) ++busy;
  };
  // The store belongs to somebody else for a while, so that everything waits.
  store->write([&](store::Writer&) {
    for (int i = 0; i < 10; ++i) intake->take(Served::delivery("m" + std::to_string(i)), count);
  });
  intake->stop();
  CHECK(taken + busy == 10);
  CHECK(taken >= 2);
  CHECK(busy >= 5);
  intake->take(Served::delivery("late"), [](const receive::Outcome& outcome) {
    CHECK(std::get<NotTaken>(outcome).why == NotTaken::Why::stopping);
  });
}

TEST_CASE("intake: a full disk takes nothing until there is room again", "[intake]") {
  TempFolder folder;
  const std::string path = folder.path() + "/store.db";
  store::open_sqlite(path);
  std::atomic<int> full{0}, room{0};
  receive::IntakeSettings settings;
  settings.room_check = std::chrono::seconds{1};
  settings.room_changed = [&](bool is_full) { ++(is_full ? full : room); };
  const auto take = [](receive::Intake& intake, std::string bytes) {
    std::promise<receive::Outcome> promise;
    intake.take(Served::delivery(std::move(bytes)),
                [&](receive::Outcome outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
  };
  const auto store = store::open_sqlite(path, {.file_bytes_max = 600U << 10U});
  const auto intake = receive::make_durable_intake(*store, settings);
  std::string noise(1U << 20U, '\0');
  std::uint32_t state = 1;
  for (char& c : noise) c = static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
  const receive::Outcome outcome = take(*intake, noise);
  REQUIRE(std::holds_alternative<NotTaken>(outcome));
  CHECK(std::get<NotTaken>(outcome).why == NotTaken::Why::full);
  CHECK(full == 1);
  // Small things fit still: the watch finds that out by itself.
  for (int i = 0; i < 50 && room == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  CHECK(room == 1);
  CHECK(std::holds_alternative<Taken>(take(*intake, "small")));
  CHECK_FALSE(intake->state().full);
}

TEST_CASE("intake: an effect leaves with its delivery, and once more when that is repeated",
          "[intake]") {
  Served gateway;
  const auto with_mdn = [] {
    receive::Delivery delivery = Served::delivery(order_message(1, "PO-1", 48), "<1@north>");
    deliver::Outbound mdn;
    mdn.id = "<mdn-1@us>";
    mdn.channel = "mdn";
    mdn.partner = "northfield";
    mdn.kind = "MDN";
    mdn.url = "https://north.example/mdn";
    mdn.bytes = spool::Payload::of("processed");
    delivery.effects.push_back(std::move(mdn));
    return delivery;
  };
  gateway.take(with_mdn());
  CHECK(gateway.pump->run_due() == 1);
  REQUIRE(gateway.as2->seen().size() == 1);
  CHECK(gateway.as2->seen()[0].id == "<mdn-1@us>");
  CHECK(gateway.as2->seen()[0].in_answer_to == "D-1");
  CHECK(gateway.as2->seen()[0].bytes.text() == "processed");
  CHECK(gateway.pump->run_due() == 0);
  gateway.take(with_mdn());
  CHECK(gateway.pump->run_due() == 1);
  CHECK(gateway.as2->seen().at(1).id == "<mdn-1@us>");
  CHECK(gateway.outbox().size() == 1);
}
