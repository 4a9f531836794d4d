// The process dies at any moment, by SIGKILL. What was committed is there, nothing else is, and the
// chain holds.
#include <csignal>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "fixtures.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;

/// A child process that runs `work` with the writing end of a pipe, and never returns.
class Child {
 public:
  template <class Work>
  explicit Child(Work work) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    pid_ = fork();
    if (pid_ == 0) {
      close(ends[0]);
      try {
        work(ends[1]);
      } catch (...) {
        _exit(1);
      }
      _exit(0);
    }
    close(ends[1]);
    told_ = ends[0];
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { close(told_); }

  /// Waits for the child's next byte; nothing when it is gone.
  std::optional<char> next() const {
    char byte = 0;
    if (::read(told_, &byte, 1) == 1) return byte;
    return std::nullopt;
  }

  /// SIGKILL, and how many bytes it had still told.
  int kill() const {
    ::kill(pid_, SIGKILL);
    int status = 0;
    waitpid(pid_, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    int rest = 0;
    while (next()) ++rest;
    return rest;
  }

 private:
  pid_t pid_ = -1;
  int told_ = -1;
};

void tell(int pipe) {
  (void)!::write(pipe, "x", 1);
}

TEST_CASE("crash: a transaction cut off in its middle leaves nothing, what was committed stays") {
  SqliteFixture place;
  const Child child([&](int pipe) {
    const auto store = place.open();
    store->write([](Writer& writer) {
      writer.add_receipt(receipt("SHP-1"));
      writer.append(entry("kept"));
    });
    store->write([&](Writer& writer) {
      // More than the page cache holds, so that half of it has reached the file already.
      for (int i = 0; i < 5000; ++i) {
        writer.add_receipt(receipt("lost " + std::to_string(i)));
        writer.append(entry("lost"));
      }
      tell(pipe);
      pause();
    });
  });
  REQUIRE(child.next());
  child.kill();

  const auto store = place.open();
  store->read([](Reader& reader) {
    CHECK(reader.receipts().size() == 1);
    const LedgerAudit audit = verify_ledger(reader);
    CHECK(audit.entries == 1);
    CHECK_FALSE(audit.broken);
  });
  store->write([](Writer& writer) { CHECK(writer.append(entry("after")).sequence == 2); });
}

TEST_CASE("crash: killed at any moment, every commit that was told is there and whole") {
  SqliteFixture place;
  std::uint64_t told = 0;
  for (int round = 0; round < 12; ++round) {
    const Child child([&](int pipe) {
      const auto store = place.open();
      for (;;) {
        store->write([](Writer& writer) {
          writer.add_receipt(receipt("SHP-1"));
          writer.append(entry("SHP-1"));
          writer.append(entry("SHP-1"));
        });
        tell(pipe);
      }
    });
    for (int commits = 0; commits <= round; ++commits) {
      REQUIRE(child.next());
      ++told;
    }
    usleep(static_cast<useconds_t>(round) * 700);
    told += static_cast<std::uint64_t>(child.kill());

    place.open()->read([&](Reader& reader) {
      const LedgerAudit audit = verify_ledger(reader);
      CHECK_FALSE(audit.broken);
      // Told means committed. One commit more may have been on its way when the child died.
      CHECK(audit.entries >= 2 * told);
      CHECK(audit.entries <= 2 * (told + static_cast<std::uint64_t>(round) + 1));
      CHECK(audit.entries % 2 == 0);
      CHECK(reader.receipts().size() == audit.entries / 2);
    });
  }
}

}  // namespace
}  // namespace weighbridge::store
