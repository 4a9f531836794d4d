// A drop folder whose receiver is killed again and again while files are dropped: nothing is lost,
// nothing is taken twice. The intake is a journal that is synced before anybody is thanked.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/receive/folder.hpp"
#include "tests/gateway/peer_process.hpp"
#include "tests/gateway/receive/recording_intake.hpp"
#include "tests/gateway/temp_folder.hpp"

using namespace weighbridge;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// Each line of the file is a delivery that is durable: its key's hash and its text.
class JournalIntake final : public receive::Intake {
 public:
  explicit JournalIntake(const std::string& path)
      : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) known_.insert(line.substr(0, 64));
  }

  void take(receive::Delivery delivery, std::function<void(receive::Outcome)> done) override {
    if (delivery.refused) return done(receive::Taken{});
    const std::string key = spool::Payload::of(delivery.key).sha256();
    receive::Taken taken{key, {}, !known_.insert(key).second, ""};
    if (!taken.repeated) {
      const std::string line = key + ' ' + delivery.contents.at(0).bytes.text() + '\n';
      if (::write(fd_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
          ::fdatasync(fd_) != 0)
        std::abort();
    }
    done(taken);
  }
  std::optional<receive::Taken> known(const std::string&, const std::string&,
                                      const std::string&) override {
    return std::nullopt;
  }

 private:
  int fd_;
  std::set<std::string> known_;
};

/// A gateway of its own process, to be killed.
pid_t start_gateway(const receive::DropFolder& folder, const std::string& journal,
                    const std::string& spool) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  JournalIntake intake(journal);
  receive::FolderReceiver receiver({folder}, intake, {spool, 1U << 16U, 1U << 30U},
                                   [](const receive::Notice&) {});
  receiver.start();
  while (true) ::pause();
}

void kill_gateway(pid_t child) {
  ::kill(child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::size_t count(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

/// How often each text is in the journal.
std::map<std::string, int> taken(const std::string& journal) {
  std::map<std::string, int> texts;
  std::ifstream file(journal);
  for (std::string line; std::getline(file, line);) ++texts[line.substr(65)];
  return texts;
}

}  // namespace

TEST_CASE("kill -9 while files are dropped: nothing lost, nothing twice", "[folder][crash]") {
  // More rounds by the environment, for a long run: WEIGHBRIDGE_KILLS=1000.
  const char* wanted = std::getenv("WEIGHBRIDGE_KILLS");
  const int kills = wanted == nullptr ? 60 : std::atoi(wanted);
  TempFolder temp;
  receive::DropFolder folder;
  folder.partner = "acme";
  folder.path = temp.path() + "/acme";
  folder.settle = 10ms;
  folder.rescan = 100ms;
  fs::create_directories(folder.path / "in");
  fs::create_directories(temp.path() + "/spool");
  const std::string journal = temp.path() + "/journal";
  std::minstd_rand random{7};
  int dropped = 0;
  for (int round = 0; round < kills; ++round) {
    const pid_t gateway = start_gateway(folder, journal, temp.path() + "/spool");
    for (int i = 0; i < 8; ++i, ++dropped) {
      const std::string name = "f" + std::to_string(dropped);
      const std::string text = "<doc>" + std::to_string(dropped) + "</doc>";
      if (i % 2 == 0) {
        temp.write("acme/in/" + name + ".part", text);
        fs::rename(folder.path / "in" / (name + ".part"), folder.path / "in" / (name + ".xml"));
      } else {  // written bit by bit under its own name, sometimes with a death in between
        std::ofstream file(folder.path / "in" / (name + ".xml"));
        file << text.substr(0, 6) << std::flush;
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 3));
        file << text.substr(6);
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 40));
    kill_gateway(gateway);
  }
  const pid_t last = start_gateway(folder, journal, temp.path() + "/spool");
  REQUIRE(soon([&] { return count(folder.path / "done") == static_cast<std::size_t>(dropped); }));
  kill_gateway(last);
  const auto texts = taken(journal);
  CHECK(texts.size() == static_cast<std::size_t>(dropped));
  for (const auto& [text, times] : texts)
    if (times != 1) FAIL_CHECK(text << " was taken " << times << " times");
  CHECK(count(folder.path / "in") == 0);
  CHECK(count(folder.path / "working") == 0);
  CHECK(count(folder.path / "error") == 0);
}

TEST_CASE("sshd killed in the middle of an upload: the torn file waits, the whole one counts once",
          "[folder][sftp][crash]") {
  if (!Sshd::is_here()) {
    WARN("skipped: sshd is not installed");
    return;
  }
  TempFolder temp;
  receive::DropFolder folder;
  folder.partner = "acme";
  folder.path = temp.path() + "/acme";
  folder.settle = 50ms;
  fs::create_directories(folder.path / "in");
  fs::create_directories(temp.path() + "/spool");
  RecordingIntake intake;
  receive::FolderReceiver receiver({folder}, intake,
                                   {temp.path() + "/spool", 1U << 16U, 1ULL << 30U},
                                   [](const receive::Notice&) {});
  receiver.start();
  Sshd sshd((folder.path / "in").string());
  const std::string text = "<doc>" + std::string(64U << 20U, 'x') + "</doc>";
  const std::string file = temp.write("large.xml", text);
  const std::string batch = temp.write("batch", "put " + file + " large.xml\n");
  {
    PeerProcess upload(sshd.sftp_command(batch), temp.path() + "/log");
    std::error_code ignored;
    REQUIRE(soon(
        [&] { return fs::file_size(folder.path / "in/large.xml", ignored) > 1000 && !ignored; }));
    sshd.kill_sessions();
  }
  const auto torn = fs::file_size(folder.path / "in/large.xml");
  std::this_thread::sleep_for(500ms);
  CHECK(fs::exists(folder.path / "in/large.xml"));
  CHECK(intake.received().empty());
  REQUIRE(torn < text.size());

  REQUIRE(sshd.sftp("put " + file + " large.xml\n"));
  REQUIRE(intake.wait_for(1));
  REQUIRE(soon([&] { return fs::exists(folder.path / "done/large.xml"); }));
  CHECK(intake.received().size() == 1);
  CHECK(intake.received().at(0).text.size() == text.size());
}
