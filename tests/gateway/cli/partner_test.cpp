// weighbridge partner sftp-config, against the real sshd.
#include "gateway/cli/partner.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/gateway/peer_process.hpp"
#include "tests/gateway/program.hpp"
#include "tests/gateway/receive/recording_intake.hpp"

using namespace weighbridge;
namespace fs = std::filesystem;

namespace {

/// sshd gives no chroot below a folder that others may write to: the test's own is in /tmp.
fs::path rooted_folder() {
  for (const char* below : {"/srv", "/var/lib", "/root"}) {
    std::string name = std::string(below) + "/weighbridge-test-XXXXXX";
    if (::mkdtemp(name.data()) != nullptr) return name;
  }
  return {};
}

bool is_safe_for_chroot(fs::path path) {
  for (;; path = path.parent_path()) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 || info.st_uid != 0 || (info.st_mode & 022) != 0)
      return false;
    if (path == "/") return true;
  }
}

}  // namespace

TEST_CASE("names of system users are made of partners' names", "[partner]") {
  CHECK(cli::system_user_of("acme") == "acme");
  CHECK(cli::system_user_of("Schrauben Müller & Co") == "schrauben_m__ller___co");
  CHECK(cli::system_user_of("4you") == "p-4you");
  CHECK(cli::system_user_of(std::string(60, 'x')).size() == 32);
}

TEST_CASE("the printed script is a shell's, its fragment is sshd's", "[partner]") {
  TempFolder temp;
  temp.write("partners/acme.yaml",
             "partner: acme\nversion: 1.0.0\nfolder: {path: /srv/weighbridge/drop/acme}\n");
  temp.write("partners/other.yaml",
             "partner: other\nversion: 1.0.0\nfolder: {path: \"/srv/it's/other\"}\n");
  temp.write("partners/none.yaml", "partner: none\nversion: 1.0.0\nacknowledge: {x12: [997]}\n");
  const ProgramRun run =
      run_program({"partner", "sftp-config", "--config", temp.path()}, ProgramSetting{});
  REQUIRE(run.err == "");
  REQUIRE(run.status == 0);
  const std::string script = temp.write("setup.sh", run.out);
  CHECK(run_command("sh -n " + script + " 2>&1") == "");
  CHECK(run.out.find("install -d -o 'acme' -g 'weighbridge' -m 2770 "
                     "'/srv/weighbridge/drop/acme/in'\n") != std::string::npos);
  CHECK(run.out.find("Match User other\n") != std::string::npos);

  const ProgramRun one = run_program(
      {"partner", "sftp-config", "acme", "--config", temp.path(), "--fragment"}, ProgramSetting{});
  CHECK(one.out.find("Match User acme\n    ChrootDirectory \"/srv/weighbridge/drop/acme\"\n") == 0);
  CHECK(one.out.find("other") == std::string::npos);
  if (!Sshd::is_here()) {
    WARN("skipped: sshd is not installed");
    return;
  }
  run_command("ssh-keygen -q -t ed25519 -N '' -f " + temp.path() + "/host");
  const std::string config = temp.write("config", "HostKey " + temp.path() + "/host\n" + one.out);
  if (::getuid() == 0) ::mkdir("/run/sshd", 0755);
  const std::string effective =
      run_command("/usr/sbin/sshd -T -C user=acme,host=h,addr=192.0.2.1 -f " + config + " 2>&1");
  for (const char* line :
       {"chrootdirectory /srv/weighbridge/drop/acme\n", "forcecommand internal-sftp -d /in",
        "passwordauthentication no\n", "disableforwarding yes\n", "permittty no\n",
        "allowtcpforwarding no\n", "authorizedkeysfile /etc/ssh/weighbridge/acme\n"}) {
    CAPTURE(effective, line);
    CHECK(effective.find(line) != std::string::npos);
  }

  const ProgramRun unknown =
      run_program({"partner", "sftp-config", "nobody", "--config", temp.path()}, ProgramSetting{});
  CHECK(unknown.status == 3);
  CHECK(unknown.err.find("the partner nobody has none") != std::string::npos);
}

TEST_CASE("a partner in its chroot drops files and fetches answers", "[partner][sftp]") {
  if (!Sshd::is_here() || ::getuid() != 0) {
    WARN("skipped: sshd gives a chroot to root only");
    return;
  }
  const fs::path root = rooted_folder();
  REQUIRE_FALSE(root.empty());
  const auto remove = [&] { fs::remove_all(root); };
  const std::unique_ptr<const fs::path, std::function<void(const fs::path*)>> cleaned(
      &root, [&](const fs::path*) { remove(); });
  ::chmod(root.c_str(), 0755);
  if (!is_safe_for_chroot(root)) {
    WARN("skipped: no folder here that sshd gives as a chroot");
    return;
  }
  receive::DropFolder folder;
  folder.partner = "acme";
  folder.path = root;
  folder.settle = std::chrono::milliseconds(30);
  for (const char* name : {"in", "outbox", "working", "done", "error", "keys", "spool"})
    fs::create_directory(root / name);
  std::ofstream(root / "outbox/997.edi") << "ISA~";
  const Sshd sshd(cli::sshd_fragment(folder, "root", (root / "keys").string()),
                  (root / "keys/root").string());
  RecordingIntake intake;
  receive::FolderReceiver receiver({folder}, intake, {root / "spool", 1U << 16U, 1U << 30U},
                                   [](const receive::Notice&) {});
  receiver.start();
  TempFolder temp;
  const std::string asn = temp.write("asn.csv", "by sftp");
  const std::string got = temp.path() + "/got.edi";
  REQUIRE(sshd.sftp("put " + asn + " asn.part\nrename asn.part asn.csv\nget /outbox/997.edi " +
                    got + "\nrm /outbox/997.edi\n"));
  REQUIRE(intake.wait_for(1));
  CHECK(intake.received().at(0).text == "by sftp");
  CHECK(fs::exists(got));
  CHECK_FALSE(sshd.sftp("get /etc/passwd " + got + "\n"));  // there is no /etc in there
  CHECK_FALSE(sshd.sftp("ls /../../../etc\n"));
  // What a partner can make there leads nowhere.
  CHECK(sshd.sftp("symlink /etc/passwd link.csv\n"));
  REQUIRE(soon([&] { return fs::exists(fs::symlink_status(root / "error/link.csv")); }));
  CHECK(intake.received().size() == 1);
}
