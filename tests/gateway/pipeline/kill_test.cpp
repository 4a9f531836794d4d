// The gateway dies by SIGKILL at any moment, again and again, while messages come in, are worked on
// and are answered. What was thanked for is there, is in the evidence once, and is answered by one
// effect whose id never changes. WEIGHBRIDGE_KILLS sets how often (20).
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/gateway/served.hpp"
#include "tests/gateway/x12_messages.hpp"

using namespace weighbridge;

namespace {

/// Lines that survive whoever writes them.
class Notebook {
 public:
  explicit Notebook(const std::string& path)
      : fd_(::open(path.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600)) {}
  ~Notebook() { ::close(fd_); }
  Notebook(const Notebook&) = delete;
  Notebook& operator=(const Notebook&) = delete;
  void write(const std::string& line) const {
    const std::string text = line + "\n";
    if (::write(fd_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
  }

 private:
  int fd_;
};

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// The receiver at the other end: it remembers what arrived, under which id.
class Receiver final : public deliver::Deliverer {
 public:
  explicit Receiver(const std::string& path) : arrived_(path) {}
  deliver::Result deliver(const deliver::Outbound& message) override {
    arrived_.write(message.id + " " + message.in_answer_to + " " + message.bytes.sha256());
    return deliver::Delivered{};
  }

 private:
  Notebook arrived_;
};

struct Ground {
  TempFolder folder;
  std::shared_ptr<const ReaderTables> tables = tables_with();
  std::string store() const { return folder.path() + "/store.db"; }
  std::string thanked() const { return folder.path() + "/thanked"; }
  std::string arrived() const { return folder.path() + "/arrived"; }
};

/// What serve does, in this process.
class Running {
 public:
  explicit Running(const Ground& ground) : store_(store::open_sqlite(ground.store())) {
    auto setup = std::make_shared<pipeline::ProcessingSetup>();
    setup->tables = ground.tables;
    pipeline::WorkerSettings worker;
    worker.spool.folder = ground.folder.path();
    worker.poll = std::chrono::milliseconds{20};
    worker.decided = [this] { pump_->wake(); };
    deliver::PumpSettings pump;
    pump.spool.folder = ground.folder.path();
    pump.poll = worker.poll;
    pump_ = std::make_unique<deliver::OutboxPump>(
        *store_,
        deliver::OutboxPump::Deliverers{{"as2", std::make_shared<Receiver>(ground.arrived())}},
        pump);
    worker_ = std::make_unique<pipeline::Worker>(*store_, setup, worker);
    receive::IntakeSettings intake;
    intake.arrived = [this] { worker_->wake(); };
    intake_ = receive::make_durable_intake(*store_, intake);
    worker_->start();
    pump_->start();
  }

  receive::Intake& intake() { return *intake_; }
  store::Store& store() { return *store_; }

 private:
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<deliver::OutboxPump> pump_;
  std::unique_ptr<pipeline::Worker> worker_;
  std::unique_ptr<receive::DurableIntake> intake_;
};

std::string message_of(int number) {
  return ship_notice_message(1000 + number, "SHP-" + std::to_string(number),
                             "PO-" + std::to_string(number % 7), 48);
}

std::string key_of(int number) {
  return "<" + std::to_string(number) + "@north>";
}

/// A sender that sends again until it is thanked, and now and then although it was.
[[noreturn]] void send_until_killed(const Ground& ground, int first, unsigned seed) {
  Running gateway(ground);
  const Notebook thanked(ground.thanked());
  std::minstd_rand random(seed);
  for (int number = first;; ++number) {
    const int chosen =
        random() % 5 == 0 ? static_cast<int>(random() % static_cast<unsigned>(number + 1)) : number;
    std::promise<bool> promise;
    gateway.intake().take(Served::delivery(message_of(chosen), key_of(chosen)),
                          [&](const receive::Outcome& outcome) {
                            promise.set_value(std::holds_alternative<receive::Taken>(outcome));
                          });
    if (promise.get_future().get()) thanked.write(std::to_string(chosen));
    if (chosen != number) --number;
  }
}

int kills() {
  const char* text = std::getenv("WEIGHBRIDGE_KILLS");
  return text != nullptr ? std::atoi(text) : 20;
}

std::set<int> thanked_numbers(const Ground& ground) {
  std::set<int> numbers;
  for (const std::string& line : lines_of(ground.thanked())) numbers.insert(std::stoi(line));
  return numbers;
}

/// Starts it once more, and lets it do what is left.
void let_it_finish(const Ground& ground) {
  Running gateway(ground);
  for (int i = 0; i < 6000; ++i) {
    std::uint64_t left = 0;
    gateway.store().read([&](store::Reader& reader) {
      left = reader.job_queue().waiting + reader.outbox_queue().waiting;
    });
    if (left == 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  FAIL("work is left over");
}

}  // namespace

TEST_CASE("kill: nothing that was thanked for is lost, and nothing happens twice", "[kill]") {
  const Ground ground;
  std::minstd_rand random(20260302);
  for (int round = 0; round < kills(); ++round) {
    const std::set<int> so_far = thanked_numbers(ground);
    const int next = so_far.empty() ? 0 : *so_far.rbegin() + 1;
    const pid_t child = ::fork();
    if (child == 0) send_until_killed(ground, next, static_cast<unsigned>(random()));
    REQUIRE(child > 0);
    std::this_thread::sleep_for(std::chrono::milliseconds{5 + random() % 180});
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    if (round % 50 != 49) continue;
    store::open_sqlite(ground.store())->read([&](store::Reader& reader) {
      REQUIRE_FALSE(store::verify_ledger(reader).broken);
    });
  }
  let_it_finish(ground);

  const std::set<int> thanked = thanked_numbers(ground);
  const auto store = store::open_sqlite(ground.store());
  store->read([&](store::Reader& reader) {
    CHECK_FALSE(store::verify_ledger(reader).broken);
    std::map<std::string, int> receipts;
    for (const auto& accepted : reader.receipts()) ++receipts[accepted.receipt.document.number];
    std::size_t missing = 0;
    for (const int number : thanked) {
      missing += receipts["SHP-" + std::to_string(number)] == 0 ? 1U : 0U;
      missing += reader.delivery_of("as2", "northfield", key_of(number)) ? 0U : 1U;
    }
    CHECK(missing == 0);
    CHECK(std::all_of(receipts.begin(), receipts.end(),
                      [](const auto& entry) { return entry.second == 1; }));

    const auto decided = reader.outbox({.limit = SIZE_MAX});
    std::set<std::string> answered, controls;
    for (const store::StoredOutbound& row : decided) {
      CHECK(row.state == store::OutboundState::delivered);
      answered.insert(row.in_answer_to);
      controls.insert(row.answer_key.interchange);
    }
    CHECK(answered.size() == decided.size());
    CHECK(controls.size() == decided.size());
    CHECK(decided.size() == reader.messages().size());
  });

  // At the receiver: one id for each message, and under it always the same bytes.
  std::map<std::string, std::set<std::string>> ids, bytes;
  std::size_t arrivals = 0;
  for (const std::string& line : lines_of(ground.arrived())) {
    std::istringstream words(line);
    std::string id, message, hash;
    words >> id >> message >> hash;
    ids[message].insert(id);
    bytes[id].insert(hash);
    ++arrivals;
  }
  const auto one = [](const auto& entry) { return entry.second.size() == 1; };
  CHECK(std::all_of(ids.begin(), ids.end(), one));
  CHECK(std::all_of(bytes.begin(), bytes.end(), one));
  if (kills() > 100)
    WARN(kills() << " kills, " << thanked.size() << " messages thanked for, " << arrivals
                 << " arrivals of " << ids.size() << " effects");
}
