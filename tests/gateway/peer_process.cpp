#include "tests/gateway/peer_process.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace weighbridge {
namespace {

sockaddr_in local(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> children;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream stat(entry.path() / "stat");
    std::string text;
    std::getline(stat, text);
    // "PID (name) S PPID ...", and the name may hold anything.
    const std::size_t end = text.rfind(") ");
    if (end == std::string::npos) continue;
    if (std::stol(text.substr(end + 4)) == parent)
      children.push_back(static_cast<pid_t>(std::stol(text)));
  }
  return children;
}

}  // namespace

std::uint16_t free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = local(0);
  socklen_t length = sizeof address;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    throw std::system_error(errno, std::generic_category(), "no free port");
  ::close(fd);
  return ntohs(address.sin_port);
}

bool listens(std::uint16_t port) {
  for (int i = 0; i < 400; ++i) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = local(port);
    const bool connected =
        ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    if (connected) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  return false;
}

bool is_installed(const std::string& path) {
  return ::access(path.c_str(), X_OK) == 0;
}

std::string run_command(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
  if (!pipe) throw std::runtime_error("cannot run " + command);
  std::string out;
  std::array<char, 4096> room{};
  while (const std::size_t n = std::fread(room.data(), 1, room.size(), pipe.get()))
    out.append(room.data(), n);
  return out;
}

PeerProcess::PeerProcess(std::vector<std::string> words, const std::string& log) {
  pid_ = ::fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ > 0) return;
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that crashes leaves nobody behind
  const int fd = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const int in = ::open("/dev/null", O_RDONLY);
  if (fd < 0 || in < 0 || ::dup2(in, 0) < 0 || ::dup2(fd, 1) < 0 || ::dup2(fd, 2) < 0) ::_exit(126);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

void PeerProcess::kill_all() {
  if (pid_ <= 0) return;
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

PeerProcess::~PeerProcess() {
  kill_all();
}

Sshd::Sshd(const std::string& folder) : port_(free_port()) {
  make_keys();
  start("AuthorizedKeysFile " + temp_.path() + "/user.pub\nForceCommand internal-sftp -d " +
        folder + "\n");
}

Sshd::Sshd(const std::string& fragment, const std::string& keys_file) : port_(free_port()) {
  make_keys();
  std::filesystem::copy_file(temp_.path() + "/user.pub", keys_file);
  start(fragment);
}

void Sshd::make_keys() {
  const passwd* self = ::getpwuid(::getuid());
  user_ = self == nullptr ? "root" : self->pw_name;
  if (::getuid() == 0) ::mkdir("/run/sshd", 0755);
  for (const char* name : {"host", "user"})
    run_command("ssh-keygen -q -t ed25519 -N '' -f " + temp_.path() + '/' + name);
}

void Sshd::start(const std::string& own) {
  config_ = temp_.write("config", "Port " + std::to_string(port_) +
                                      "\nListenAddress 127.0.0.1\nHostKey " + temp_.path() +
                                      "/host\nPidFile none\nStrictModes no\nUsePAM no\n"
                                      "PermitRootLogin yes\nPasswordAuthentication no\n"
                                      "Subsystem sftp internal-sftp\nMaxStartups 100\n" +
                                      own);
  start();
}

void Sshd::start() {
  process_ = std::make_unique<PeerProcess>(
      std::vector<std::string>{"/usr/sbin/sshd", "-D", "-e", "-f", config_}, temp_.path() + "/log");
  if (!listens(port_)) throw std::runtime_error("sshd does not start");
}

void Sshd::kill_sessions() {
  if (!process_) return;
  for (const pid_t session : children_of(process_->pid())) {
    for (const pid_t inner : children_of(session)) ::kill(inner, SIGKILL);
    ::kill(session, SIGKILL);
  }
}

void Sshd::stop() {
  kill_sessions();
  process_.reset();
}

void Sshd::restart() {
  stop();
  start();
}

std::string Sshd::fingerprint() const {
  const std::string line = run_command("ssh-keygen -lf " + temp_.path() + "/host.pub");
  const std::size_t at = line.find("SHA256:");
  return line.substr(at, line.find(' ', at) - at);
}

std::vector<std::string> Sshd::sftp_command(const std::string& batch_file) const {
  return {"/usr/bin/sftp",
          "-q",
          "-b",
          batch_file,
          "-P",
          std::to_string(port_),
          "-i",
          key_file(),
          "-oStrictHostKeyChecking=no",
          "-oUserKnownHostsFile=/dev/null",
          "-oIdentitiesOnly=yes",
          "-oLogLevel=ERROR",
          user_ + "@127.0.0.1"};
}

bool Sshd::sftp(const std::string& batch) const {
  const std::string file = temp_.write("batch", batch);
  std::string command;
  for (const std::string& word : sftp_command(file)) command += word + ' ';
  return run_command(command + " >/dev/null 2>&1; echo $?") == "0\n";
}

Vsftpd::Vsftpd(const std::string& folder) : port_(free_port()) {
  const std::string at = temp_.path();
  run_command(
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout " + at + "/key.pem -out " + certificate() +
      " -days 30 -subj /CN=localhost -addext "
      "subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null && cat " +
      at + "/key.pem " + certificate() + " > " + at + "/both.pem && mkdir " + at + "/empty");
  const std::string config = temp_.write(
      "config", "listen=YES\nlisten_address=127.0.0.1\nlisten_port=" + std::to_string(port_) +
                    "\nbackground=NO\nanonymous_enable=YES\nlocal_enable=NO\nanon_root=" + folder +
                    "\nanon_upload_enable=YES\nanon_mkdir_write_enable=YES\n"
                    "anon_other_write_enable=YES\nanon_umask=022\nno_anon_password=YES\n"
                    "write_enable=YES\nssl_enable=YES\nallow_anon_ssl=YES\n"
                    "force_anon_logins_ssl=YES\nforce_anon_data_ssl=YES\nrsa_cert_file=" +
                    at + "/both.pem\nsecure_chroot_dir=" + at +
                    "/empty\nrun_as_launching_user=YES\nseccomp_sandbox=NO\n");
  process_ = std::make_unique<PeerProcess>(std::vector<std::string>{"/usr/sbin/vsftpd", config},
                                           at + "/log");
  if (!listens(port_)) throw std::runtime_error("vsftpd does not start");
}

std::string Vsftpd::pin() const {
  return "sha256//" +
         trimmed(run_command("openssl x509 -in " + certificate() +
                             " -pubkey -noout | openssl pkey -pubin -outform DER | openssl dgst "
                             "-sha256 -binary | openssl base64"));
}

HttpPeer::HttpPeer(const std::string& routes) : port_(free_port()) {
  answer_by(routes);
  process_ = std::make_unique<PeerProcess>(
      std::vector<std::string>{"/usr/bin/env", "python3",
                               WEIGHBRIDGE_SOURCE_DIR "/tests/gateway/http_peer.py",
                               std::to_string(port_), temp_.path()},
      temp_.path() + "/log");
  if (!listens(port_)) throw std::runtime_error("python3 does not start");
}

std::vector<std::string> HttpPeer::requests() const {
  std::ifstream log(temp_.path() + "/requests.jsonl");
  std::vector<std::string> all;
  for (std::string line; std::getline(log, line);) all.push_back(line);
  return all;
}

}  // namespace weighbridge
