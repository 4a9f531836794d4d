#include "gateway/receive/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "gateway/receive/file_names.hpp"
#include "tests/gateway/receive/recording_intake.hpp"
#include "tests/gateway/temp_folder.hpp"

using namespace weighbridge;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// A drop folder with a receiver that may be stopped and started again.
class Drop {
 public:
  Drop() {
    rules_.partner = "acme";
    rules_.path = temp_.path() + "/acme";
    rules_.settle = 30ms;
    rules_.rescan = 200ms;
    fs::create_directories(temp_.path() + "/spool");
    fs::create_directories(rules_.path / "in");
  }
  void start() {
    receiver_.emplace(std::vector{rules_}, intake_,
                      spool::SpoolSettings{temp_.path() + "/spool", 1U << 16U, 1ULL << 30U},
                      [this](const receive::Notice& notice) {
                        const std::scoped_lock lock(mutex_);
                        notices_.push_back(notice.what);
                      });
    receiver_->start();
  }
  void stop() { receiver_.reset(); }

  std::string write(const std::string& name, const std::string& text) const {
    return temp_.write("acme/in/" + name, text);
  }
  std::string text_of(const std::string& name) const {
    std::ifstream file(rules_.path / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  bool has(const std::string& name) const { return fs::exists(fs::symlink_status(at(name))); }
  fs::path at(const std::string& name) const { return rules_.path / name; }
  std::size_t count(const std::string& folder) const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(at(folder)), fs::directory_iterator{}));
  }
  std::vector<std::string> notices() {
    const std::scoped_lock lock(mutex_);
    return notices_;
  }

  receive::DropFolder rules_;
  RecordingIntake intake_;

 private:
  TempFolder temp_;
  std::mutex mutex_;
  std::vector<std::string> notices_;
  std::optional<receive::FolderReceiver> receiver_;
};

}  // namespace

TEST_CASE("a dropped file is taken, and is in done/ when it is durable", "[folder]") {
  Drop drop;
  drop.write("before.csv", "came before the start");
  drop.start();
  REQUIRE(drop.intake_.wait_for(1));
  drop.write("asn.csv", "one");
  REQUIRE(drop.intake_.wait_for(2));
  REQUIRE(soon([&] { return drop.has("done/asn.csv") && drop.has("done/before.csv"); }));
  const Received got = drop.intake_.received().at(1);
  CHECK(got.channel == "folder");
  CHECK(got.partner == "acme");
  CHECK(got.file_name == "asn.csv");
  CHECK(got.text == "one");
  CHECK(drop.text_of("done/asn.csv") == "one");
  CHECK(drop.count("in") == 0);
  CHECK(drop.count("working") == 0);
}

TEST_CASE("a file of the same name is another delivery; what has its name in done/ stays",
          "[folder]") {
  Drop drop;
  drop.start();
  drop.write("asn.csv", "one");
  REQUIRE(drop.intake_.wait_for(1));
  REQUIRE(soon([&] { return drop.has("done/asn.csv"); }));
  drop.write("asn.csv", "two");
  REQUIRE(drop.intake_.wait_for(2));
  REQUIRE(soon([&] { return drop.count("done") == 2; }));
  CHECK(drop.text_of("done/asn.csv") == "one");
}

TEST_CASE("files under temporary names are left alone until they are renamed", "[folder]") {
  Drop drop;
  drop.rules_.settle = 1h;  // only the rename can say that it is whole
  drop.rules_.ignore = {"*.CTL"};
  drop.start();
  for (const char* name : {".hidden", "a.tmp", "b.part", "c.filepart", "d.PART", "e.csv~", "f.ctl"})
    drop.write(name, "unfinished");
  drop.write("asn.part", "whole");
  std::this_thread::sleep_for(300ms);
  CHECK(drop.intake_.received().empty());
  fs::rename(drop.at("in/asn.part"), drop.at("in/asn.csv"));
  REQUIRE(drop.intake_.wait_for(1));
  CHECK(drop.intake_.received().at(0).file_name == "asn.csv");
  CHECK(drop.count("in") == 7);
}

TEST_CASE("a file that grows is not taken before it has settled", "[folder]") {
  Drop drop;
  drop.rules_.settle = 250ms;
  drop.start();
  std::ofstream file(drop.at("in/slow.csv"));
  for (int i = 0; i < 10; ++i) {
    file << "a row\n" << std::flush;
    std::this_thread::sleep_for(60ms);
    REQUIRE(drop.intake_.received().empty());
  }
  file.close();
  REQUIRE(drop.intake_.wait_for(1));
  CHECK(drop.intake_.received().at(0).text.size() == 60);
}

TEST_CASE("a torn drop is waited for, and taken once when it is finished", "[folder]") {
  Drop drop;
  drop.start();
  drop.write("invoice.xml", "<Invoice><ID>1</ID>");
  std::this_thread::sleep_for(400ms);
  CHECK(drop.intake_.received().empty());
  drop.write("invoice.xml", "<Invoice><ID>1</ID></Invoice>");
  REQUIRE(drop.intake_.wait_for(1));
  REQUIRE(soon([&] { return drop.has("done/invoice.xml"); }));
  CHECK(drop.intake_.received().size() == 1);
}

TEST_CASE("a torn drop that nobody finishes goes to error/ with the reason beside", "[folder]") {
  Drop drop;
  drop.rules_.patience = 0s;
  drop.start();
  drop.write("invoice.xml", "<Invoice><ID>1</ID>");
  drop.write("nothing.csv", "");
  REQUIRE(soon([&] { return drop.has("error/invoice.xml") && drop.has("error/nothing.csv"); }));
  const std::string reason = drop.text_of("error/invoice.xml.reason.txt");
  CHECK(reason.find("what:  invoice.xml\n") == 0);
  CHECK(reason.find("why:   the file ends in the middle: the closing tag") != std::string::npos);
  CHECK(reason.find("mend:  send it again") != std::string::npos);
  CHECK(drop.text_of("error/nothing.csv.reason.txt").find("empty") != std::string::npos);
  CHECK(drop.intake_.received().empty());
  // The monitor is told of both, of the one that could be read with its bytes.
  REQUIRE(soon([&] { return drop.intake_.refused().size() == 2; }));
  const std::vector<std::string> refused = drop.intake_.refused();
  CHECK(std::count_if(refused.begin(), refused.end(), [](const std::string& why) {
          return why.find("invoice.xml: the file ends in the middle") == 0;
        }) == 1);
}

TEST_CASE("what is in done/ is removed after keep_done, and nothing else", "[folder]") {
  Drop drop;
  drop.rules_.keep_done = 1s;
  fs::create_directories(drop.at("done/folder"));
  fs::create_symlink("nowhere", drop.at("done/link"));
  drop.start();
  drop.write("good.csv", "good");
  REQUIRE(drop.intake_.wait_for(1));
  REQUIRE(soon(
      [&] { return drop.count("in") + drop.count("working") == 0 && !drop.has("done/good.csv"); }));
  CHECK(drop.has("done/folder"));
  CHECK(fs::is_symlink(fs::symlink_status(drop.at("done/link"))));
  drop.stop();
  drop.rules_.keep_done = 0s;  // never
  drop.start();
  drop.write("other.csv", "other");
  REQUIRE(soon([&] { return drop.has("done/other.csv"); }));
}

TEST_CASE("no link, FIFO, socket or foreign file is followed", "[folder]") {
  Drop drop;
  TempFolder elsewhere;
  const std::string secret = elsewhere.write("secret.csv", "secret");
  fs::create_symlink(secret, drop.at("in/link.csv"));
  fs::create_symlink("/dev/zero", drop.at("in/zero.csv"));
  fs::create_symlink("nowhere", drop.at("in/broken.csv"));
  fs::create_hard_link(secret, drop.at("in/hard.csv"));
  REQUIRE(::mkfifo(drop.at("in/fifo.csv").c_str(), 0600) == 0);
  fs::create_directory(drop.at("in/folder.csv"));
  drop.start();
  drop.write("good.csv", "good");
  for (const char* name : {"link.csv", "zero.csv", "broken.csv", "hard.csv", "fifo.csv"}) {
    CAPTURE(name);
    REQUIRE(soon([&] { return drop.has(std::string("error/") + name); }));
    CHECK(drop.has(std::string("error/") + name + ".reason.txt"));
  }
  REQUIRE(drop.intake_.wait_for(1));
  CHECK(drop.intake_.received().size() == 1);
  CHECK(drop.text_of("error/hard.csv.reason.txt").find("hard link") != std::string::npos);
  CHECK(drop.has("in/folder.csv"));
}

TEST_CASE("a folder that is a link is not entered", "[folder]") {
  Drop drop;
  TempFolder elsewhere;
  elsewhere.write("in/secret.csv", "secret");
  fs::remove(drop.at("in"));
  fs::create_directory_symlink(elsewhere.path() + "/in", drop.at("in"));
  drop.start();
  REQUIRE(soon([&] { return !drop.notices().empty(); }));
  CHECK(drop.notices().at(0).find("cannot open the folder") != std::string::npos);
  CHECK(drop.intake_.received().empty());
}

TEST_CASE("a file that is too large is refused, one at the limit is not", "[folder]") {
  Drop drop;
  drop.rules_.bytes_max = 100'000;
  drop.start();
  drop.write("large.csv", std::string(100'001, 'x'));
  drop.write("fits.csv", std::string(100'000, 'x'));
  REQUIRE(soon([&] { return drop.has("error/large.csv"); }));
  REQUIRE(drop.intake_.wait_for(1));
  CHECK(drop.intake_.received().at(0).text.size() == 100'000);  // spooled to disk on its way
}

TEST_CASE("what the intake has no room for stays in working/ and is handed in again", "[folder]") {
  Drop drop;
  drop.intake_.refuse_next(1);
  drop.start();
  drop.write("asn.csv", "one");
  REQUIRE(soon([&] { return drop.intake_.calls() == 1; }));
  CHECK(drop.has("working/asn.csv"));
  CHECK(drop.intake_.received().empty());
  REQUIRE(drop.intake_.wait_for(1));
  REQUIRE(soon([&] { return drop.has("done/asn.csv"); }));
}

TEST_CASE("what a crash left in working/ is taken again, under the same key", "[folder]") {
  Drop drop;
  drop.write("asn.csv", "one");
  drop.start();
  REQUIRE(drop.intake_.wait_for(1));
  REQUIRE(soon([&] { return drop.has("done/asn.csv"); }));
  drop.stop();
  fs::rename(drop.at("done/asn.csv"), drop.at("working/asn.csv"));  // died before the move
  drop.start();
  REQUIRE(soon([&] { return drop.has("done/asn.csv"); }));
  CHECK(drop.intake_.calls() == 2);
  CHECK(drop.intake_.received().size() == 1);
}

TEST_CASE("what is written to after it was taken is not lost", "[folder]") {
  Drop drop;
  drop.start();
  drop.intake_.block(true);
  std::ofstream file(drop.at("in/slow.csv"));
  file << "first\n" << std::flush;
  REQUIRE(soon([&] { return drop.has("working/slow.csv"); }));
  std::this_thread::sleep_for(50ms);
  file << "second\n" << std::flush;
  drop.intake_.block(false);
  REQUIRE(drop.intake_.wait_for(2));
  REQUIRE(soon([&] { return drop.has("done/slow.csv"); }));
  CHECK(drop.intake_.received().at(1).text == "first\nsecond\n");
}

TEST_CASE("a thousand files at once are all taken, each once", "[folder]") {
  Drop drop;
  drop.start();
  for (int i = 0; i < 1000; ++i)
    drop.write("f" + std::to_string(i) + ".csv", "file " + std::to_string(i));
  REQUIRE(drop.intake_.wait_for(1000));
  REQUIRE(soon([&] { return drop.count("done") == 1000; }));
  std::set<std::string> texts;
  for (const Received& got : drop.intake_.received()) texts.insert(got.text);
  CHECK(texts.size() == 1000);
}

TEST_CASE("files whose events inotify lost are found by looking", "[folder][slow]") {
  Drop drop;
  drop.rules_.rescan = 1h;
  drop.start();
  drop.write("first.csv", "first");
  drop.intake_.block(true);
  // The receiver stands still; the kernel keeps 16,384 events and drops the others.
  for (int i = 0; i < 9000; ++i) drop.write("f" + std::to_string(i) + ".csv", "x");
  drop.intake_.block(false);
  REQUIRE(drop.intake_.wait_for(9001, 60s));
}

TEST_CASE("in/ may be removed and made again", "[folder]") {
  Drop drop;
  drop.start();
  drop.write("one.csv", "one");
  REQUIRE(drop.intake_.wait_for(1));
  fs::remove_all(drop.at("in"));
  fs::create_directory(drop.at("in"));
  drop.write("two.csv", "two");
  REQUIRE(drop.intake_.wait_for(2));
}

TEST_CASE("names that could harm become harmless", "[folder]") {
  using receive::safe_name;
  CHECK(safe_name("../../etc/passwd") == "passwd");
  CHECK(safe_name("C:\\out\\asn.edi") == "asn.edi");
  CHECK(safe_name("..") == "message");
  CHECK(safe_name(".htaccess") == "htaccess");
  CHECK(safe_name("a\nb\x1B[2J.edi") == "a_b_[2J.edi");
  CHECK(safe_name(std::string(400, 'n') + ".edi").size() == 180);
  CHECK(safe_name(std::string(400, 'n') + ".edi").substr(176) == ".edi");
}
