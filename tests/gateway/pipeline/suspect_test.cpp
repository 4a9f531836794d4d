// A message that ends the program each time it is read: its neighbours go on, and a person is told.
#include <chrono>
#include <cstdlib>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/gateway/served.hpp"
#include "tests/gateway/x12_messages.hpp"

using namespace weighbridge;

namespace {

constexpr int kDied = 99;

struct Ground {
  TempFolder folder;
  std::shared_ptr<const ReaderTables> tables = tables_with();
  Instant now = parse_instant("2026-03-02T10:00:00Z").value();
  std::unique_ptr<store::Store> open() const {
    return store::open_sqlite(folder.path() + "/store.db");
  }
};

/// What a process does that ends when it comes to answer `poison`; returns how it ended.
int run_once(const Ground& ground, const std::string& poison) {
  const pid_t child = ::fork();
  if (child == 0) {
    const auto store = ground.open();
    auto setup = std::make_shared<pipeline::ProcessingSetup>();
    setup->tables = ground.tables;
    setup->route = [&](const std::string& partner, const std::string&, const std::string&) {
      if (partner == poison) std::_Exit(kDied);
      return pipeline::AnswerRoute{};
    };
    pipeline::WorkerSettings settings;
    settings.spool.folder = ground.folder.path();
    settings.clock = [&] { return ground.now; };
    settings.under_way = ground.folder.path() + "/at-work";
    pipeline::Worker worker(*store, setup, settings);
    worker.run_due();
    std::_Exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string take(const Ground& ground, const std::string& partner, int number) {
  const auto store = ground.open();
  receive::IntakeSettings settings;
  settings.clock = [&] { return ground.now; };
  const auto intake = receive::make_durable_intake(*store, settings);
  auto delivery = Served::delivery(
      ship_notice_message(number, "SHP-" + std::to_string(number), "PO-1", 48), partner);
  delivery.partner = partner;
  std::promise<receive::Outcome> promise;
  intake->take(std::move(delivery),
               [&](const receive::Outcome& outcome) { promise.set_value(outcome); });
  return std::get<receive::Taken>(promise.get_future().get()).messages.at(0);
}

store::Job job_of(const Ground& ground, const std::string& message) {
  store::Job job;
  ground.open()->read([&](store::Reader& reader) { job = reader.job(message).value(); });
  return job;
}

}  // namespace

TEST_CASE("worker: a message that ends the program is left for later, then to a person", "[kill]") {
  Ground ground;
  const std::string poison = take(ground, "poison", 1001);
  const std::string good = take(ground, "northfield", 1002);

  // Three ends in a row: it is tried first each time.
  for (int round = 0; round < 3; ++round) {
    CHECK(run_once(ground, "poison") == kDied);
    CHECK(job_of(ground, good).state == store::JobState::waiting);
  }
  // From now on the others go first.
  CHECK(run_once(ground, "poison") == 0);
  CHECK(job_of(ground, good).state == store::JobState::done);
  CHECK(job_of(ground, poison).state == store::JobState::waiting);
  CHECK(job_of(ground, poison).due > ground.now);
  CHECK(job_of(ground, poison).trouble.value().code == "PROCESS_ENDED");

  // The times of section 20, and then it waits for a person: 3 + 5 ends in all.
  for (int round = 0; round < 5; ++round) {
    CHECK(job_of(ground, poison).state == store::JobState::waiting);
    ground.now += std::chrono::hours{6};
    CHECK(run_once(ground, "poison") == kDied);
    CHECK(run_once(ground, "poison") == 0);
  }
  CHECK(job_of(ground, poison).state == store::JobState::failed);
  ground.open()->read([&](store::Reader& reader) {
    CHECK(reader.ledger_of(poison).back().action == "message.given_up");
    CHECK_FALSE(store::verify_ledger(reader).broken);
  });
}

TEST_CASE("worker: an end of the program between two messages blames none", "[kill]") {
  Ground ground;
  const std::string good = take(ground, "northfield", 1001);
  CHECK(run_once(ground, "nobody") == 0);
  const std::string next = take(ground, "northfield", 1002);
  CHECK(run_once(ground, "nobody") == 0);
  CHECK(job_of(ground, good).tries == 0);
  CHECK(job_of(ground, next).tries == 0);
}
